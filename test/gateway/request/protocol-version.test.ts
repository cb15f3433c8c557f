import { afterEach, expect, test, vi } from 'vitest';
import { protocolVersion, servedVersions } from '../../../src/contract/limits.js';
import { credentials, origin, session, site } from '../support/harness.js';

afterEach(() => {
  vi.doUnmock('../../../src/contract/limits.js');
  vi.resetModules();
});

test('a gateway serves its own version and the one before', () => {
  expect(servedVersions()).toContain(protocolVersion);
  expect(['1', '2', '5'].map((current) => servedVersions(current))).toEqual([['1'], ['2', '1'], ['5', '4']]);
});

const verify = { '/processes/login/verify': () => session() };

/** A gateway whose own version is another. */
async function gatewayOf(version: string): Promise<ReturnType<typeof site>> {
  vi.resetModules();
  vi.doMock('../../../src/contract/limits.js', async (actual) => ({
    ...(await actual<object>()),
    servedVersions: () => servedVersions(version),
  }));
  const harness = await import('../support/harness.js');
  return harness.site(verify);
}

async function codeOf(news: ReturnType<typeof site>, method: string, path: string, version?: string) {
  const headers = new Headers({ 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json' });
  if (version !== undefined) headers.set('X-SSO-Request', version);
  const body = method === 'POST' ? { body: JSON.stringify(credentials) } : {};
  const response = await news.gateway.fetch(new Request(`${origin}/sso/${path}`, { method, headers, ...body }));
  return response.ok ? 'served' : ((await response.json()) as { code: string }).code;
}

const calls = [
  ['GET', 'settings'],
  ['GET', 'session'],
  ['GET', 'flow'],
  ['DELETE', 'session'],
  ['DELETE', 'flow?flow=aaaaaaaaaaaaaaaaaaaaaa'],
  ['POST', 'login/start'],
] as const;

test.each(calls)('%s %s is served to the current and the previous version, and to no other', async (method, path) => {
  const news = await gatewayOf('3');
  const answers = [];
  for (const version of ['1', '2', '3', '4', '03', '3, 3', 'x'])
    answers.push(await codeOf(news, method, path, version));
  const unknown = 'protocol-unknown';
  expect(answers).toEqual([unknown, 'served', 'served', unknown, unknown, unknown, unknown]);
});

test.each(calls.slice(0, 3))('%s %s without the header is one of version 1', async (method, path) => {
  expect(await codeOf(await gatewayOf('2'), method, path)).toBe('served');
  expect(await codeOf(await gatewayOf('3'), method, path)).toBe('protocol-unknown');
});

test('that a version is not served is kept by no cache', async () => {
  const headers = { 'X-SSO-Request': '9' };
  const response = await site().gateway.fetch(new Request(`${origin}/sso/settings`, { headers }));
  expect([response.status, response.headers.get('cache-control')]).toEqual([400, 'no-store']);
});
