/** `apiToken` as a function: asked for each operation, again after a refusal, and of no use where it fails. */
import { expect, test, vi } from 'vitest';
import { createEmergencies } from '../../../src/gateway/settings/emergency.js';
import { memoryStore } from '../../../src/gateway/index.js';
import { Failure } from '../../../src/gateway/base/failure.js';
import { credentials, error, json, type Script, session, site } from '../support/harness.js';

const verify = '/processes/login/verify';
const tokensOf = (of: ReturnType<typeof site>, path: string) =>
  of.to(path).map(({ headers }) => headers.get('x-plenigo-token'));

test.each([
  ['returns', (token: string) => token],
  ['promises', (token: string) => Promise.resolve(token)],
])('a function that %s the token is asked for each operation', async (_name, give) => {
  let token = 'OLD';
  const news = site({ [verify]: () => session() }, { apiToken: () => give(token) });
  await news.post('login/start', credentials);
  token = 'NEW';
  await news.post('login/start', credentials);
  expect(tokensOf(news, verify)).toEqual(['OLD', 'NEW']);
});

const accepts =
  (valid: string, reply: () => Response): Script[string] =>
  (request) =>
    request.headers.get('x-plenigo-token') === valid ? reply() : error(401, 99401);

test('a refused token is asked for again, and another one is tried once', async () => {
  const apiToken = vi
    .fn(() => 'NEW')
    .mockReturnValueOnce('OLD')
    .mockReturnValueOnce('OLD');
  const news = site({ [verify]: accepts('NEW', session) }, { apiToken });
  expect((await news.post('login/start', credentials)).status).toBe(200);
  expect(tokensOf(news, verify)).toEqual(['OLD', 'NEW']);
  expect(news.log).toEqual([]);
});

test('the same token is not tried twice, and its refusal is logged', async () => {
  const news = site({ [verify]: () => error(401, 99401) }, { apiToken: () => 'OLD' });
  expect((await news.post('login/start', credentials)).status).toBe(502);
  expect(tokensOf(news, verify)).toEqual(['OLD']);
  expect(news.log).toContainEqual(expect.objectContaining({ level: 'error', event: 'api-token-refused' }));
});

test('a token that changes all the time is tried twice', async () => {
  let n = 0;
  const news = site({ [verify]: () => error(401, 99401) }, { apiToken: () => `T${n++}` });
  await news.post('login/start', credentials);
  expect(tokensOf(news, verify)).toHaveLength(2);
});

test.each([
  [
    'throws',
    () => {
      throw new RangeError('SECRET');
    },
    'RangeError',
  ],
  ['rejects', () => Promise.reject(Object.assign(new Error('SECRET'), { code: 'ENOENT' })), 'ENOENT'],
  ['hangs', () => new Promise<string>(() => undefined), 'Failure'],
  ['returns a line break', () => 'SECRET\nSECRET', 'TypeError'],
  ['returns nothing', () => undefined as unknown as string, 'TypeError'],
] as [string, () => string | Promise<string>, string][])(
  'where the function %s, nothing is sent, and it is on the log',
  async (_name, apiToken, reason) => {
    const news = site({ [verify]: () => session() }, { apiToken, timeout: 300 });
    const response = await news.post('login/start', credentials);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ code: 'misconfigured' });
    expect(news.sent).toEqual([]);
    expect(news.log).toContainEqual(expect.objectContaining({ level: 'error', event: 'api-token-failed', reason }));
    expect(text + JSON.stringify(news.log)).not.toContain('SECRET');
  },
);

test('a function that fails is no emergency, also where its token has worked before', async () => {
  let isBroken = false;
  const apiToken = () => {
    if (isBroken) throw new Error('no');
    return 'T';
  };
  const news = site({ [verify]: () => session() }, { apiToken, settingsMaxAge: 0 });
  expect(await (await news.get('settings')).json()).toMatchObject({ availability: 'available' });
  isBroken = true;
  expect((await news.get('settings')).status).toBe(502);
});

test('a refusal of a token that has worked is an emergency, and one of a newer token is not', async () => {
  let apiToken = 'OLD';
  const given = { store: memoryStore(Date.now), now: Date.now, log: () => undefined };
  const emergencies = createEmergencies({
    ...given,
    get apiToken() {
      return apiToken;
    },
  });
  const refusal = new Failure('misconfigured', { upstreamStatus: 401 });
  await emergencies.noteSuccess();
  expect(await emergencies.isMeant(refusal)).toBe(true);
  apiToken = 'NEW';
  expect(await emergencies.isMeant(refusal)).toBe(false);
  await emergencies.noteSuccess();
  expect(await emergencies.isMeant(refusal)).toBe(true);
});

test('through the gateway: a token of a function that has worked, and is then refused, is an emergency', async () => {
  const news = site({}, { apiToken: () => 'T', settingsMaxAge: 0 });
  await news.get('settings');
  news.script['/processes/settings/sso'] = () => json({ errorCode: 99401 }, 401);
  expect(await (await news.get('settings')).json()).toMatchObject({ availability: 'emergency' });
});
