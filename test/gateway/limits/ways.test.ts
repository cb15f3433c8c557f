/** How links, and ways from one site to another, are limited. */
import { expect, test } from 'vitest';
import { session } from '../support/harness.js';
import { addressOf, limited, right, start } from '../support/limited.js';

const navigation = { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document', 'Sec-Fetch-Site': 'cross-site' };
const open = (news: ReturnType<typeof limited>, path: string, address: string) =>
  news.request('GET', path, { headers: navigation, env: { address } });
const reasons = (news: ReturnType<typeof limited>) =>
  news.log.filter(({ event, code }) => event === 'problem' && code === 'rate-limited').length;

test('links are counted by address and by link; who opened too many is led to the page all the same', async () => {
  const news = limited({}, { limitChanges: { 'link-address': { times: 30 } }, verificationPaths: ['/'] });
  const tried = async (path: string, address: string, times: number) => {
    for (let count = 0; count < times; count += 1) expect((await open(news, path, address)).status).toBe(303);
    return reasons(news);
  };
  expect(await tried('link/registration?token=t&verificationToken=c', addressOf(1), 21)).toBe(0);
  expect(await tried('link/registration?token=t&verificationToken=c', addressOf(2), 1)).toBe(1);
  expect(await tried('link/registration?token=u&verificationToken=c', addressOf(1), 15)).toBeGreaterThan(1);
});

test('ways from another site are counted by address', async () => {
  const news = limited({}, { limitChanges: { 'link-address': { times: 2 } }, sites: ['https://shop.example.org'] });
  const visit = () => open(news, 'session/join?from=https%3A%2F%2Fshop.example.org', '203.0.113.7');
  const places = [];
  for (let count = 0; count < 4; count += 1) places.push((await visit()).headers.get('location') ?? '');
  expect(places.map((place) => place.startsWith('https://shop.example.org'))).toEqual([true, true, true, false]);
});

const shop = 'https://shop.example.org';
const well = 'c'.repeat(43);

test('ways back from another site are counted too: nobody has a gateway ask the other one as often as they like', async () => {
  const news = limited({}, { limitChanges: { 'link-address': { times: 3 } }, sites: [shop] });
  const back = (code = well) =>
    open(news, `session/join?state=s&code=${code}&iss=${encodeURIComponent(shop)}`, '203.0.113.7');
  // What makes no call counts nothing.
  for (let count = 0; count < 5; count += 1) await back('none');
  const places = [];
  for (let count = 0; count < 7; count += 1) places.push((await back()).headers.get('location'));
  expect(news.to('/sso/session/token')).toHaveLength(4);
  expect(new Set(places)).toEqual(new Set(['/?sso_join=failed']));
});

test('codes for another site are counted by address, of readers who are signed in', async () => {
  const script = {
    '/processes/login/verify': () => session(),
    '/sessions/transferToken': () => Response.json({ transferToken: 'T' }),
  };
  const news = limited(script, { limitChanges: { 'guess-address': { times: 3 } }, sites: [shop] });
  const query = new URLSearchParams({
    ...{ client_id: shop, state: 's', code_challenge: well, code_challenge_method: 'S256' },
  });
  const ask = async () => {
    const response = await open(news, `session/authorize?${query}`, '203.0.113.7');
    const { searchParams } = new URL(response.headers.get('location') ?? '');
    return searchParams.get('error') ?? 'a code';
  };
  for (let count = 0; count < 5; count += 1) expect(await ask()).toBe('login_required');
  await start(news, { password: right });
  const answers = [];
  for (let count = 0; count < 6; count += 1) answers.push(await ask());
  expect(answers).toEqual([...Array<string>(4).fill('a code'), ...Array<string>(2).fill('temporarily_unavailable')]);
  expect(news.to('/sessions/transferToken')).toHaveLength(4);
});
