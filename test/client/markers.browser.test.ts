import { afterEach, expect, test, vi } from 'vitest';
import { hasMarker, readableCookies } from '../../src/client/markers.js';

afterEach(() => {
  vi.restoreAllMocks();
});

test('a document that refuses its cookies, as a sandboxed frame does, has no markers', () => {
  const refused = vi.spyOn(Document.prototype, 'cookie', 'get').mockImplementation(() => {
    throw new DOMException('sandboxed', 'SecurityError');
  });
  expect(readableCookies()).toBe('');
  expect(hasMarker('session')).toBe(false);
  expect(refused).toHaveBeenCalled();
});

test('markup that is named like the cookies shadows no marker', () => {
  const image = document.createElement('img');
  image.setAttribute('name', 'cookie');
  document.cookie = 'sso_flow=1; path=/';
  document.body.append(image);
  try {
    expect(document.cookie).toBe(image);
    expect(hasMarker('flow')).toBe(true);
  } finally {
    image.remove();
    document.cookie = 'sso_flow=; path=/; max-age=0';
  }
});

test.each([
  ['session', 'a=1; sso_session=1', true],
  ['session', 'xsso_session=1', false],
  ['flow', 'sso_session=1', false],
] as const)('the marker %s among "%s": %s', (name, cookies, found) => {
  expect(hasMarker(name, cookies)).toBe(found);
});
