import { expect, test } from 'vitest';
import { apiToken, credentials, error, json, origin, secret, session, site, type Site } from '../support/harness.js';
import { createGateway, type SessionReading } from '../../../src/gateway/index.js';

const minutes = (count: number) => count * 60_000;
const customer = {
  id: '4711',
  email: 'reader@example.org',
  username: 'reader',
  firstName: 'Rita',
  lastName: 'Reader',
};
const validate = '/sessions/validate';

async function signedIn(script: Parameters<typeof site>[0] = {}, options: Parameters<typeof site>[1] = {}) {
  const news = site({ '/processes/login/verify': () => session(), ...script }, options);
  await news.post('login/start', credentials);
  return news;
}
const cookieOf = ({ cookies }: Site) => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
/** A page of the publisher's own is asked for, as a browser does. */
const read = (news: Site, cookie = cookieOf(news)): Promise<SessionReading> =>
  news.gateway.readSession(new Request(`${origin}/article`, { headers: cookie ? { cookie } : {} }));

test('whoever is signed in is named, and nobody is asked before it is due', async () => {
  const news = await signedIn();
  const before = news.to(validate).length;
  expect(await read(news)).toEqual({ state: 'signed-in', customer, setCookies: [] });
  expect(news.to(validate)).toHaveLength(before);
});

test('a session that is due is checked once for all requests at once, and the new cookies are passed on', async () => {
  const news = await signedIn();
  news.clock.now += minutes(6);
  const readings = await Promise.all([read(news), read(news), read(news)]);
  expect(news.to(validate)).toHaveLength(1);
  for (const { state, setCookies } of readings) {
    expect(state).toBe('signed-in');
    expect(setCookies).toEqual(readings[0].setCookies);
    expect(setCookies.join('\n')).toMatch(
      /^__Host-sso_session=\S+; Path=\/; Max-Age=\d+; Secure; HttpOnly; SameSite=Lax$/m,
    );
  }
});

test('without a cookie nobody is signed in, and the hosted API is not asked who it is', async () => {
  const news = site();
  expect(await read(news)).toEqual({ state: 'signed-out', setCookies: [] });
  expect(news.to(validate)).toEqual([]);
});

test('a session that has ended elsewhere is signed out, and its cookies go', async () => {
  const news = await signedIn({ [validate]: () => error(401) });
  news.clock.now += minutes(6);
  const { state, customer: who, setCookies } = await read(news);
  expect([state, who]).toEqual(['signed-out', undefined]);
  expect(setCookies.some((line) => line.startsWith('__Host-sso_session=; Path=/; Max-Age=0'))).toBe(true);
});

test('a copy of the cookie is signed out with the reader', async () => {
  const news = await signedIn();
  const copy = cookieOf(news);
  await news.request('DELETE', 'session');
  expect(await read(news, copy)).toEqual({ state: 'signed-out', setCookies: [] });
});

test('a hosted API that fails for more than a day leaves it unknown, and before that the reader signed in', async () => {
  const news = await signedIn({ [validate]: () => error(500), '/processes/settings/sso': () => error(500) });
  news.clock.now += minutes(60);
  expect((await read(news)).state).toBe('signed-in');
  news.clock.now += minutes(24 * 60);
  const { state, customer: who, setCookies } = await read(news);
  expect([state, who, setCookies.join().includes('Max-Age=0')]).toEqual(['unknown', undefined, false]);
});

test('an emergency that is declared is told, with whom the cookie names, and without one', async () => {
  const news = await signedIn();
  news.script['/processes/settings/sso'] = () =>
    json({ settings: { tokenType: 'EMAIL' }, emergencyMode: 'PLENIGO_MODE' });
  news.clock.now += minutes(2);
  expect(await read(news)).toMatchObject({ state: 'emergency', customer });
  const { state, customer: who } = await read(news, '');
  expect([state, who]).toEqual(['emergency', undefined]);
});

test('an emergency in which every token is refused signs nobody out, and is told', async () => {
  const news = await signedIn();
  await news.get('settings');
  const refused = () => error(401);
  Object.assign(news.script, {
    '/processes/settings/sso': refused,
    [validate]: refused,
    '/sessions/customerData': refused,
  });
  news.clock.now += minutes(6);
  const { state, setCookies } = await read(news);
  expect(state).toBe('emergency');
  expect(setCookies.join()).not.toContain('Max-Age=0');
});

test.each(['read', 'write'] as const)(
  'cookies that cannot be %s leave it unknown, which the log says',
  async (broken) => {
    const fail = () => {
      throw new Error('s3cret');
    };
    const cookies = { read: () => new Map<string, string>(), write: () => undefined, [broken]: fail };
    const news = site({}, { cookies, secrets: [secret] });
    expect(await read(news)).toEqual({ state: 'unknown', setCookies: [] });
    expect(news.log.filter(({ level }) => level === 'error')).toHaveLength(1);
    expect(JSON.stringify(news.log)).not.toContain('s3cret');
  },
);

test('what the hosted API has not said is left out', async () => {
  const news = await signedIn({ '/sessions/customerData': () => error(500) });
  const { state, customer: who } = await read(news);
  expect([state, who]).toEqual(['signed-in', undefined]);
});

test('a clock that fails while a session is read leaves it unknown, which the log says', async () => {
  const news = await signedIn();
  let asked = 0;
  const gateway = createGateway({
    apiUrl: 'https://api.example.net/api/v3.0',
    apiToken,
    origins: [origin],
    secrets: [secret],
    fetch: () => Promise.resolve(error(500)),
    log: (event) => news.log.push(event),
    random: (length) => {
      asked += 1;
      return new Uint8Array(length);
    },
    now: () => {
      if (asked > 0) throw new Error('s3cret');
      return news.clock.now;
    },
  });
  const request = new Request(`${origin}/article`, { headers: { cookie: cookieOf(news) } });
  expect(await gateway.readSession(request)).toEqual({ state: 'unknown', setCookies: [] });
  expect(news.log.filter(({ level }) => level === 'error')).toHaveLength(1);
  expect(JSON.stringify(news.log)).not.toContain('s3cret');
});
