import { expect, test } from 'vitest';
import { error, json, sessionToken, site, type Site } from '../support/harness.js';
import { declareEmergency, minutes, page, signedIn } from '../support/own-server.js';

const transfer = '/sessions/transferToken';
const token = 'TRANSFER-TOKEN-6d21';
const gives = { [transfer]: () => json({ transferToken: token }) };
const ask = (news: Site) => news.gateway.transferToken(page(news));

test('whoever is signed in gets a token of the hosted API for this session, and each page another', async () => {
  let count = 0;
  const news = await signedIn({ [transfer]: () => json({ transferToken: `T${(count += 1)}` }) });
  expect(await ask(news)).toMatchObject({ state: 'signed-in', transferToken: 'T1', setCookies: [] });
  expect(await ask(news)).toMatchObject({ transferToken: 'T2' });
  expect(news.to(transfer)[0]?.body).toEqual({ customerSession: sessionToken });
});

test('whoever is signed out gets none, and the hosted API is not asked', async () => {
  const news = site(gives);
  expect(await ask(news)).toEqual({ state: 'signed-out', setCookies: [] });
  expect(news.to(transfer)).toEqual([]);
});

test('a copy of the cookie gets none after the sign-out', async () => {
  const news = await signedIn(gives);
  const copy = page(news);
  await news.request('DELETE', 'session');
  expect(await news.gateway.transferToken(copy)).toMatchObject({ state: 'signed-out' });
  expect(news.to(transfer)).toEqual([]);
});

test('a session that is over gets none, and is checked at once by the next page', async () => {
  const news = await signedIn({ [transfer]: () => error(401, 20028) });
  const { transferToken, setCookies } = await ask(news);
  expect(transferToken).toBeUndefined();
  const [pair = ''] = setCookies.find((line) => line.startsWith('__Host-sso_session='))?.split('; ') ?? [];
  expect(pair).toMatch(/^__Host-sso_session=\S+$/);
  const before = news.to('/sessions/validate').length;
  news.script['/sessions/validate'] = () => error(401, 20028);
  const next = await news.gateway.readSession(page(news, { cookie: pair }));
  expect([next.state, news.to('/sessions/validate').length]).toEqual(['signed-out', before + 1]);
});

test.each([
  ['fails', () => error(500)],
  ['replies nothing that can be read', () => json({ transferToken: '' })],
])('a hosted API that %s gives none, and the session stays', async (_what, reply) => {
  const news = await signedIn({ [transfer]: reply });
  expect(await ask(news)).toEqual({ state: 'signed-in', customer: expect.any(Object) as unknown, setCookies: [] });
});

test('in an emergency there is none', async () => {
  const news = await signedIn(gives);
  declareEmergency(news);
  expect(await ask(news)).toMatchObject({ state: 'emergency' });
  expect(news.to(transfer)).toEqual([]);
});

test('the token is in no line of the log and in no cookie', async () => {
  const news = await signedIn(gives);
  news.clock.now += minutes(6);
  const { setCookies } = await ask(news);
  expect(setCookies.length).toBeGreaterThan(0);
  expect(JSON.stringify([news.log, setCookies])).not.toContain(token);
});

test('a part of the gateway that fails gives none', async () => {
  const write = () => {
    throw new Error('s3cret');
  };
  const news = site({}, { cookies: { read: () => new Map<string, string>(), write } });
  expect(await ask(news)).toEqual({ state: 'unknown', setCookies: [] });
  expect(JSON.stringify(news.log)).not.toContain('s3cret');
});
