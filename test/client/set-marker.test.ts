import { afterEach, expect, test, vi } from 'vitest';
import { setMarker } from '../../src/client/set-marker.js';

afterEach(() => vi.unstubAllGlobals());

/** A page without a browser: what it was told to keep. */
function page(protocol: string): string[] {
  const kept: string[] = [];
  class FakeDocument {
    set cookie(line: string) {
      kept.push(line);
    }
  }
  vi.stubGlobal('location', { protocol });
  vi.stubGlobal('Document', FakeDocument);
  vi.stubGlobal('document', new FakeDocument());
  return kept;
}

test.each([
  ['https:', 'sso_silent=1; Path=/; Max-Age=60; Secure; SameSite=Lax'],
  // Browsers that refuse Secure cookies on http://localhost would keep none at all.
  ['http:', 'sso_silent=1; Path=/; Max-Age=60; SameSite=Lax'],
])('over %s a marker is secure where it can be', (protocol, line) => {
  const kept = page(protocol);
  setMarker('silent', 60);
  expect(kept).toEqual([line]);
});

test('a page that may keep no cookies goes on without', () => {
  vi.stubGlobal('location', { protocol: 'https:' });
  vi.stubGlobal('Document', {
    prototype: Object.defineProperty({}, 'cookie', {
      set: () => {
        throw new DOMException('sandboxed', 'SecurityError');
      },
    }),
  });
  vi.stubGlobal('document', {});
  expect(() => setMarker('silent', 60)).not.toThrow();
});
