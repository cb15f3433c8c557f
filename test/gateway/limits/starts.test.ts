/** How starts with a password are limited: by address, by account, by both, and apart from these by device. */
import { expect, test } from 'vitest';
import { error, session } from '../support/harness.js';
import { addressOf, call, elsewhere, limited, right, start } from '../support/limited.js';

test('the sixth try of an address at an account passes, the seventh waits for a second, and then for two', async () => {
  const news = limited();
  for (let count = 0; count < 6; count += 1) expect(await start(news)).toMatchObject({ code: 'wrong-credentials' });
  expect(await start(news)).toMatchObject({ status: 429, code: 'rate-limited', retryAfter: 1, header: '1' });
  news.clock.now += 1000;
  expect(await start(news)).toMatchObject({ code: 'wrong-credentials' });
  expect(await start(news)).toMatchObject({ code: 'rate-limited', retryAfter: 2 });
  expect(news.to('/processes/login/verify')).toHaveLength(7);
});

test('pauses grow to the longest one, and a try that is too early prolongs none', async () => {
  const news = limited();
  const pauses: number[] = [];
  for (let count = 0; count < 16; count += 1) {
    const { retryAfter } = await start(news);
    if (retryAfter === undefined) continue;
    expect((await start(news)).retryAfter).toBe(retryAfter);
    pauses.push(retryAfter);
    news.clock.now += retryAfter * 1000;
  }
  expect(pauses).toEqual([1, 2, 4, 8, 16]);
});

test('unknown devices share the limit of the account, whatever their address', async () => {
  const news = limited();
  for (let index = 0; index < 11; index += 1) await start(news, { address: addressOf(index) });
  expect(await start(news, { address: '2001:db8::1', password: right })).toMatchObject({
    code: 'rate-limited',
    retryAfter: 1,
  });
  news.clock.now += 1000;
  expect(await start(news, { address: '2001:db8::1', password: right })).toMatchObject({ kind: 'session' });
});

test('who was told to wait and has waited has a turn that ever new addresses cannot take; who comes too early waits anew', async () => {
  const news = limited();
  let index = 0;
  const stranger = () => start(news, { address: addressOf(index++) });
  for (let seconds = 0; seconds < 200; seconds += 1) {
    await stranger();
    news.clock.now += 1000;
  }
  const patient = () => start(news, { address: '192.0.2.1', password: right });
  const { retryAfter = 0 } = await patient();
  expect(retryAfter).toBeGreaterThan(0);
  news.clock.now += retryAfter * 1000 - 1;
  const again = (await patient()).retryAfter ?? 0;
  expect(again).toBeGreaterThan(0);
  news.clock.now += again * 1000;
  await stranger();
  expect(await patient()).toMatchObject({ kind: 'session' });
});

test.each([
  ['reader@example.org', 'READER@example.org'],
  ['reader@example.org', ' reader+news@example.org'],
  ['reader@example.org', 'reader@example.org.'],
  ['rita.reader@gmail.com', 'ritareader@gmail.com'],
  ['ritareader@gmail.com', 'R.i.t.a.Reader+news@googlemail.com'],
])('%s and %s are counted as one account', async (identifier, other) => {
  const news = limited();
  for (let index = 0; index < 11; index += 1) await start(news, { identifier, address: addressOf(index) });
  expect(await start(news, { identifier: other, address: addressOf(99) })).toMatchObject({ code: 'rate-limited' });
});

test.each([
  ['rita.reader@example.org', 'ritareader@example.org'],
  ['rita.reader', 'ritareader'],
])('%s and %s are counted as two accounts', async (identifier, other) => {
  const news = limited();
  for (let index = 0; index < 11; index += 1) await start(news, { identifier, address: addressOf(index) });
  expect(await start(news, { identifier: other, address: addressOf(99) })).toMatchObject({ code: 'wrong-credentials' });
});

test('an account that is not there is counted like one that is', async () => {
  const news = limited({ '/processes/login/verify': () => error(404, 20015) });
  for (let count = 0; count < 6; count += 1) await start(news);
  expect(await start(news)).toMatchObject({ status: 429, retryAfter: 1 });
});

test('an address is counted over all accounts, an IPv6 one by its first 64 bits', async () => {
  const news = limited();
  for (let index = 0; index < 101; index += 1)
    await start(news, { identifier: `r${index}@example.org`, address: `2001:db8:1:2::${index}` });
  expect(await start(news, { identifier: 'other@example.org', address: '2001:db8:1:2:ff::' })).toMatchObject({
    code: 'rate-limited',
  });
  expect(await start(news, { identifier: 'other@example.org', address: '2001:db8:1:3::' })).toMatchObject({
    code: 'wrong-credentials',
  });
});

test('the device of the last good sign-in is counted apart, in a sealed cookie that no script reads', async () => {
  const news = limited();
  expect(await start(news, { password: right })).toMatchObject({ kind: 'session' });
  expect(news.setCookies.find((line) => line.startsWith('__Host-sso_device'))).toMatch(
    /^__Host-sso_device=[\w.-]+; Path=\/; Max-Age=34560000; Secure; HttpOnly; SameSite=Strict$/,
  );
  await elsewhere(news, async () => {
    for (let index = 0; index < 12; index += 1) await start(news, { address: addressOf(index) });
  });
  expect(await start(news, { password: right })).toMatchObject({ kind: 'session' });
});

test('a device is known for its own account alone', async () => {
  const news = limited();
  await start(news, { password: right });
  await elsewhere(news, async () => {
    for (let index = 0; index < 11; index += 1)
      await start(news, { identifier: 'other@example.org', address: addressOf(index) });
  });
  expect(await start(news, { identifier: 'other@example.org' })).toMatchObject({ code: 'rate-limited' });
});

test('a device with too many tries counts as unknown from then on, also where its cookie was copied', async () => {
  const news = limited();
  await start(news, { password: right });
  const copy = news.cookies.get('__Host-sso_device')!;
  await elsewhere(news, async () => {
    for (let index = 0; index < 12; index += 1) await start(news, { address: addressOf(index) });
  });
  for (let count = 0; count < 10; count += 1) expect(await start(news)).toMatchObject({ code: 'wrong-credentials' });
  expect(await start(news)).toMatchObject({ code: 'rate-limited' });
  expect(news.cookies.has('__Host-sso_device')).toBe(false);
  news.cookies.set('__Host-sso_device', copy);
  expect(await start(news, { password: right })).toMatchObject({ code: 'rate-limited' });
  // A good sign-in makes it known again, under another name.
  news.clock.now += 60_000;
  expect(await start(news, { password: right })).toMatchObject({ kind: 'session' });
  expect(news.cookies.get('__Host-sso_device')).not.toBe(copy);
  expect(await start(news, { password: right })).toMatchObject({ kind: 'session' });
});

test('a good sign-in gives the device its tries back', async () => {
  const news = limited();
  for (let count = 0; count < 15; count += 1)
    expect(await start(news, { password: right })).toMatchObject({ kind: 'session' });
});

test('a good sign-in from elsewhere forgets the tries of the address at the account', async () => {
  const news = limited();
  for (let count = 0; count < 5; count += 1) await start(news);
  expect(await start(news, { password: right })).toMatchObject({ kind: 'session' });
  await elsewhere(news, async () => {
    for (let count = 0; count < 5; count += 1) expect(await start(news)).toMatchObject({ code: 'wrong-credentials' });
  });
});

test('whoever signs in at ever new devices is not held back by it', async () => {
  const news = limited();
  for (let count = 0; count < 15; count += 1)
    await elsewhere(news, async () =>
      expect(await start(news, { password: right, address: addressOf(count) })).toMatchObject({ kind: 'session' }),
    );
});

test.each<[string, number, string | undefined]>([
  ['in the account’s limit, as though nobody had', 3, undefined],
  ['beyond it, as though somebody had tried in vain', 20, 'wrong'],
])('strangers see nothing of a good sign-in of the owner: %s', async (_when, at, instead) => {
  const answers = async (password: string | undefined) => {
    const news = limited();
    const found = [];
    for (let index = 0; index < 40; index += 1) {
      if (index === at && password !== undefined)
        await elsewhere(news, () => start(news, { password, address: '192.0.2.99' }));
      const { status, code, retryAfter } = await elsewhere(news, () => start(news, { address: addressOf(index) }));
      found.push({ status, code, retryAfter });
      news.clock.now += index < 15 ? 1000 : 50_000;
    }
    return found;
  };
  const alone = await answers(instead);
  expect(alone.map(({ code }) => code)).toContain('rate-limited');
  expect(await answers(right)).toEqual(alone);
});

test('readers who share a browser are known in it, four of them', async () => {
  const news = limited();
  const people = ['a', 'b', 'c', 'd', 'e'].map((name) => `${name}@example.org`);
  for (const identifier of people) await start(news, { identifier, password: right });
  await elsewhere(news, async () => {
    for (const identifier of people)
      for (let index = 0; index < 11; index += 1) await start(news, { identifier, address: addressOf(index) });
  });
  const found = [];
  for (const identifier of people) found.push((await start(news, { identifier, address: '192.0.2.1' })).code);
  expect(found).toEqual(['rate-limited', ...Array.from({ length: 4 }, () => 'wrong-credentials')]);
});

test('no key tells an address or an account', async () => {
  const news = limited();
  await start(news);
  expect(news.port.keys().join()).not.toMatch(/203\.0\.113|reader|example/);
  expect(news.port.keys()).toContainEqual(expect.stringMatching(/^start-account:[\w-]{22}$/));
});

test('starts with Google are counted by the address', async () => {
  const news = limited(
    { '/processes/ssoProvider/verify': () => error(403, 20066) },
    { limitChanges: { 'start-address': { times: 2 } } },
  );
  for (let count = 0; count < 3; count += 1) await call(news, 'login/google', { idToken: 'a.b.c' });
  expect(await call(news, 'login/google', { idToken: 'a.b.c' })).toMatchObject({ code: 'rate-limited' });
});

test('who has signed in with Google is known in this browser for the e-mail address of the account', async () => {
  const news = limited({ '/processes/ssoProvider/verify': () => session() });
  expect(await call(news, 'login/google', { idToken: 'a.b.c' })).toMatchObject({ kind: 'session' });
  await elsewhere(news, async () => {
    for (let index = 0; index < 11; index += 1) await start(news, { address: addressOf(index) });
  });
  expect(await start(news)).toMatchObject({ code: 'wrong-credentials' });
});
