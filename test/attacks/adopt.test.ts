/**
 * Attacks on taking over the iframe's session. They prove that no other site signs a reader in by a token of the attacker's, that a token is good
 * once, and that neither token nor session is in an answer, a readable cookie, an address or the log.
 */
import { expect, test } from 'vitest';
import { createSimulator } from '../../src/simulator/index.js';
import { adopting, settled, transferToken } from '../gateway/support/adopting.js';
import { error, json, type Script, sessionToken, type Site } from '../gateway/support/harness.js';

const redeemed = (news: Site) => news.to('/sessions/transferToken').length;
const body = { transferToken };

const foreign: [string, number, Record<string, string>][] = [
  ['a script of another site', 403, { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }],
  ['a script of a sub-domain', 403, { Origin: 'https://blog.news.example.org', 'Sec-Fetch-Site': 'same-site' }],
  ['a page on a foreign name of this server', 403, { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'same-origin' }],
  ['a sandboxed frame', 403, { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }],
  ['a request without the header of the protocol', 403, { 'X-SSO-Request': '' }],
  ['a form', 415, { 'Content-Type': 'text/plain' }],
];
test.each(foreign)('%s signs nobody in, spends no token, and leaves no mark', async (_, status, headers) => {
  const news = adopting();
  expect((await news.post('session/adopt', body, headers)).status).toBe(status);
  expect([redeemed(news), [...news.cookies]]).toEqual([0, []]);
});

test('an address carries no token: not by GET, and not beside a body', async () => {
  const news = adopting();
  expect((await news.get(`session/adopt?transferToken=${transferToken}`)).status).toBe(405);
  expect((await news.post(`session/adopt?transferToken=${transferToken}`, body)).status).toBe(400);
  expect((await news.post(`session/adopt?transferToken=${transferToken}`, {})).status).toBe(400);
  expect(redeemed(news)).toBe(0);
});

const outcomes: [string, Script][] = [
  ['a session', {}],
  ['a refusal', { '/sessions/transferToken': () => error(401, 20028, { errorMessage: `${transferToken} is wrong` }) }],
  ['an outage', { '/sessions/transferToken': () => Promise.reject(new Error(transferToken)) }],
  ['nonsense', { '/sessions/transferToken': () => json({ customerSession: '', sessionToken }) }],
  ['a customer who is not told', { '/sessions/customerData': () => error(500, undefined, { sessionToken }) }],
  ['an account that is blocked', { '/sessions/customerData': () => json({ ...settled, status: 'BLOCKED' }) }],
];
test.each(outcomes)('where it ends in %s, neither token nor session is in what comes out', async (_, script) => {
  const news = adopting({}, script);
  const response = await news.post('session/adopt', body);
  const readable = news.setCookies.filter((line) => !line.includes('HttpOnly'));
  const out = JSON.stringify([await response.text(), [...response.headers], readable, news.log]);
  for (const secret of [transferToken, sessionToken]) expect(out).not.toContain(secret);
});

test('of many who try a token at the same moment one is signed in, and nobody afterwards', async () => {
  const apiToken = 'API-TOKEN-7c1d2e';
  const basePath = '/api/v3.0';
  const [email, password] = ['reader@example.org', 'the password of the reader'];
  const simulator = createSimulator({ apiToken, basePath, customers: [{ email, password }] });
  const ask = async (path: string, given: object): Promise<Record<string, string>> => {
    const headers = { 'X-plenigo-token': apiToken, 'Content-Type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(given) };
    return (await simulator.fetch(new Request(`https://api.example.net${basePath}${path}`, init))).json() as never;
  };
  const { customerSession = '' } = await ask('/processes/login/verify', { email, password });
  const { transferToken: token = '' } = await ask('/sessions/transferToken', { customerSession });
  // A browser each, in front of the same hosted API.
  const browsers = Array.from({ length: 8 }, () => adopting({}, {}, { fetch: (request) => simulator.fetch(request) }));
  const tries = () => Promise.all(browsers.map((news) => news.post('session/adopt', { transferToken: token })));
  const statuses = (await tries()).map(({ status }) => status);
  expect(statuses.sort()).toEqual([200, ...Array.from({ length: 7 }, () => 403)]);
  expect((await tries()).map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 403));
});
