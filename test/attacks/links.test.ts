/**
 * Attacks with mailed links. They prove that a link signs nobody into, and consents for, no account of somebody else's making; that its secrets
 * are in no address, seal or answer; that guesses are counted, however many browsers try; and that only a reader's own going there counts.
 */
import { expect, test } from 'vitest';
import { type ConsentEvent, memoryStore } from '../../src/gateway/index.js';
import { createLinkSeals } from '../../src/gateway/sealed/link-seal.js';
import { createSealer } from '../../src/gateway/sealed/sealer.js';
import { flowCookies, secret } from '../gateway/support/harness.js';
import { arriveByLink, follow, mailedAddress, openedAddress, waitingLinks } from '../gateway/support/mailed-links.js';
import { account, agreed } from '../gateway/support/registering.js';

import {
  confirm,
  forget,
  page,
  register,
  shopWithLinks,
  upstreamCalls,
  validated,
} from '../gateway/support/link-site.js';

test('a link sends the browser on to the page, without its secrets, and calls nothing', async () => {
  const news = shopWithLinks();
  await register(news, { verificationUrl: `${page}?from=mail` });
  const before = upstreamCalls(news);
  const response = await follow(news, openedAddress(news));
  expect([response.status, await response.text()]).toEqual([303, '']);
  expect(response.headers.get('location')).toBe('/register?from=mail&sso_link=registration');
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(upstreamCalls(news)).toBe(before);
});

test.each([
  ['a script', { 'Sec-Fetch-Site': 'same-origin', 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty' }],
  ['an image', { 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' }],
  ['a frame', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' }],
])('no %s of a page leaves a link in the browser', async (_what, headers) => {
  const news = shopWithLinks();
  await register(news);
  news.cookies.clear();
  expect((await follow(news, openedAddress(news), headers)).status).toBe(403);
  expect(flowCookies(news)).toEqual([]);
});

test('a program that looks first, as a mail scanner, gets the same redirect and changes nothing', async () => {
  const news = shopWithLinks();
  await register(news);
  news.cookies.clear();
  const url = openedAddress(news);
  const head = await news.request('HEAD', `${url.pathname.replace('/sso/', '')}${url.search}`);
  expect([head.status, flowCookies(news)]).toEqual([303, []]);
  for (let scan = 0; scan < 20; scan += 1) await follow(shopWithLinks(), url, {});
  const flow = await arriveByLink(news);
  expect(await confirm(news, flow, account)).toMatchObject({ kind: 'session' });
});

test.each(['https://evil.example/', '//evil.example', '/other', '/register/../other', '\\evil', 'javascript:alert(1)'])(
  'a link to the page %s leads to one of the site’s own',
  async (to) => {
    const news = shopWithLinks();
    await register(news);
    const response = await follow(news, openedAddress(news, { page: to }));
    expect(response.headers.get('location')).toBe('/register?sso_link=registration');
  },
);

test.each([
  ['another address', { email: 'victim@example.org' }],
  ['another password', { password: 'guessed' }],
  ['the password in other letters', { password: account.password.toUpperCase() }],
])('%s confirms nothing', async (_what, change) => {
  const news = shopWithLinks();
  await register(news);
  news.cookies.clear();
  const flow = await arriveByLink(news);
  const answer = await confirm(news, flow, { ...account, ...change });
  expect([answer.status, answer.code]).toEqual([403, 'email-mismatch']);
  expect(validated(news)).toEqual([]);
});

test('a link can be tried five times, however many browsers and requests try at once', async () => {
  const store = memoryStore(Date.now);
  const news = shopWithLinks({}, {}, { store });
  await register(news);
  const url = openedAddress(news);
  const guesses = await Promise.all(
    Array.from({ length: 4 }, async (_, browser) => {
      const other = shopWithLinks({}, {}, { store });
      const flow = await arriveByLink(other, url);
      const tries = Array.from({ length: 5 }, (_each, index) =>
        confirm(other, flow, { ...account, password: `guess ${browser} ${index}` }),
      );
      return (await Promise.all(tries)).map(({ code }) => code);
    }),
  );
  const codes = guesses.flat();
  expect(codes.filter((code) => code === 'email-mismatch')).toHaveLength(5);
  expect(codes.filter((code) => code === 'flow-exhausted' || code === 'flow-expired')).toHaveLength(15);
  // Whoever knows them is too late, too, but for the browser that began.
  const late = shopWithLinks({}, {}, { store });
  expect(await confirm(late, await arriveByLink(late, url), account)).toMatchObject({ code: 'flow-exhausted' });
  expect(await confirm(news, await arriveByLink(news))).toMatchObject({ kind: 'session' });
});

test('who says that it was somebody else ends the link for every other browser', async () => {
  const store = memoryStore(Date.now);
  const news = shopWithLinks({}, {}, { store });
  await register(news);
  const url = openedAddress(news);
  const victim = shopWithLinks({}, {}, { store });
  await victim.request('DELETE', `flow?flow=${await arriveByLink(victim, url)}`);
  expect(flowCookies(victim)).toEqual([]);
  const another = shopWithLinks({}, {}, { store });
  expect(await confirm(another, await arriveByLink(another, url), account)).toMatchObject({ code: 'flow-exhausted' });
  expect(validated(another)).toEqual([]);
});

test('a consent that was given elsewhere is worth nothing until it is given again', async () => {
  const events: ConsentEvent[] = [];
  const options = { onConsent: (event: ConsentEvent) => void events.push(event), store: memoryStore(Date.now) };
  const confirmed = async (given: object) => {
    const news = shopWithLinks({ ssoOptIn: true }, {}, options);
    await register(news, agreed);
    news.cookies.clear();
    events.length = 0;
    const answer = await confirm(news, await arriveByLink(news), { ...account, ...given });
    return { answer, optIns: news.to('/customers/4711/optIns').length };
  };
  expect(await confirmed({})).toMatchObject({ answer: { kind: 'session' }, optIns: 0 });
  expect(events).toEqual([]);
  expect(await confirmed({ ...agreed, optIn: false })).toMatchObject({ answer: { kind: 'session' } });
  expect(events[0]).toMatchObject({ choice: false });
  expect(await confirmed({ ...agreed, optInHash: 'x'.repeat(43) })).toMatchObject({
    answer: { code: 'opt-in-changed' },
  });
});

test('a flow of another registration in this browser does not stand in for the link', async () => {
  const attacker = shopWithLinks();
  await register(attacker, { email: 'attacker@example.org' });
  const victim = shopWithLinks();
  await register(victim);
  const flow = await arriveByLink(victim, openedAddress(attacker, { token: 'ATTACKER' }));
  expect((await waitingLinks(victim))[0]?.asks).toMatchObject({ email: true, password: true });
  expect(await confirm(victim, flow, account)).toMatchObject({ code: 'email-mismatch' });
  expect(validated(victim)).toEqual([]);
});

test('a seal that is damaged, expired, of another process or another purpose is none', async () => {
  const news = shopWithLinks();
  await forget(news);
  const other = mailedAddress(news).searchParams.get('sso_seal') ?? '';
  await register(news);
  const seal = mailedAddress(news).searchParams.get('sso_seal') ?? '';
  const cookie = news.cookies.get(flowCookies(news)[0] ?? '') ?? '';
  const now = () => news.clock.now;
  const name = 'link registration';
  const foreign = await createSealer([secret], now).seal(name, { v: 'nonsense' }, now() + 60_000);
  const numeric = await createSealer([secret], now).seal(name, { v: 5 }, now() + 60_000);
  for (const wrong of [
    '',
    'x',
    `${seal.slice(0, -2)}AA`,
    other,
    cookie.slice(0, 500),
    foreign,
    numeric,
    'x'.repeat(600),
  ]) {
    const response = await follow(news, openedAddress(news, { sso_seal: wrong }));
    expect([response.status, await waitingLinks(news)]).toEqual([303, []]);
  }
  news.clock.now += 24 * 3600_000;
  await follow(news, openedAddress(news));
  expect(await waitingLinks(news)).toEqual([]);
});

test('the same e-mail address is never hashed twice to the same seal', async () => {
  const now = () => 1_800_000_000_000;
  const sealer = createSealer([secret], now);
  let count = 0;
  const seals = createLinkSeals({ sealer, now, random: (length) => new Uint8Array(length).fill(count++) });
  const opened = await Promise.all(
    [1, 2].map(async () =>
      sealer.open('link registration', await seals.seal('registration', { identifier: 'a@b.c', password: 'secret' })),
    ),
  );
  expect(opened[0]?.['v']).not.toBe(opened[1]?.['v']);
  expect(JSON.stringify(opened)).not.toMatch(/a@b\.c|secret/);
});
