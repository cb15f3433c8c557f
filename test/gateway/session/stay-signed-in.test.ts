/** The box "Stay signed in": whose cookies end with the browser's own session, and at which sign-ins. */
import { expect, test } from 'vitest';
import type { GatewayOptions } from '../../../src/gateway/index.js';
import { unpackFlowState } from '../../../src/gateway/sealed/flow-state.js';
import { createSealer } from '../../../src/gateway/sealed/sealer.js';
import { credentials, limit, type Script, secret, session, type Site, start, step } from '../support/harness.js';
import { confirm, register, shopWithLinks } from '../support/link-site.js';
import { arriveByLink } from '../support/mailed-links.js';
import { account, say } from '../support/registering.js';
import { newsOrigin, shopOrigin, twoSites } from '../support/two-sites.js';

const offered = { offerStaySignedIn: true };
const happy: Script = {
  '/processes/login/verify': () => session(),
  '/processes/ssoProvider/verify': () => session(),
  '/processes/login/verifyTwoFactorAuth': () => session(),
  '/processes/login/updateAdditionalData': () => session(),
  '/processes/login/changeSessions/': () => session(),
  '/processes/passwordForgotten/resetPassword': () => session(),
};
const news = (script: Script = {}, options: Partial<GatewayOptions> = offered): Site =>
  shopWithLinks(
    { allowRegistrationIdentifier: true, registrationIdentifiers: { requestCustomerId: true } },
    { ...happy, ...script },
    options,
  );

/** Cookie of the session, or its marker → the age that was set last, `browser`: as long as the browser's own session. */
function ages({ setCookies }: Pick<Site, 'setCookies'>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const line of setCookies) {
    const [, name, age] = /^((?:__Host-)?sso_session[.\d]*)=[^;]+; Path=\/(?:; Max-Age=(\d+))?;/.exec(line) ?? [];
    if (name !== undefined) found[name] = age ?? 'browser';
  }
  return found;
}
const both = (age: string) => ({ '__Host-sso_session': age, sso_session: age });
const idle = both('1209600');
const brief = both('browser');
const choices = [
  [undefined, brief],
  [false, brief],
  [true, idle],
] as const;
const sent = (stay: boolean | undefined) => (stay === undefined ? {} : { stay });

test('the settings say whether there is a box', async () => {
  async function read(site: Site) {
    const settings: unknown = await (await site.get('settings')).json();
    return settings as Record<string, unknown>;
  }
  expect((await read(news()))['offerStaySignedIn']).toBe(true);
  expect('offerStaySignedIn' in (await read(news({}, {})))).toBe(false);
});

test.each(choices)('with a box, a sign-in with the tick %s', async (stay, expected) => {
  const site = news();
  await site.post('login/start', { ...credentials, ...sent(stay) });
  expect(ages(site)).toEqual(expected);
});

test.each([undefined, false, true])('without a box, a tick %s changes nothing', async (stay) => {
  const site = news({}, {});
  await site.post('login/start', { ...credentials, ...sent(stay) });
  expect(ages(site)).toEqual(idle);
});

test('a tick that is none is refused', async () => {
  const answer = await say(news(), 'login/start', { ...credentials, stay: 'yes' });
  expect(answer).toMatchObject({ status: 400, code: 'invalid-request' });
});

test.each(choices)('a sign-in with Google and the tick %s', async (stay, expected) => {
  const site = news();
  await site.post('login/google', { idToken: 'id-token', ...sent(stay) });
  expect(ages(site)).toEqual(expected);
});

test.each(choices)(
  'the tick %s is kept through two-factor, missing data and the limit of sessions',
  async (stay, expected) => {
    const site = news({
      '/processes/login/verify': () => step('TWO_FACTOR'),
      '/processes/login/verifyTwoFactorAuth': () =>
        step('ADDITIONAL_DATA', { additionalInformation: { USERNAME: true } }),
      '/processes/login/updateAdditionalData': () => limit([{ sessionId: 's-1' }]),
    });
    const { flow } = await start(site, sent(stay));
    await say(site, 'login/two-factor', { flow, code: '123456' });
    await say(site, 'login/additional-data', { flow, username: 'reader' });
    expect(await say(site, 'login/end-sessions', { flow, session: 's-1' })).toMatchObject({ kind: 'session' });
    expect(ages(site)).toEqual(expected);
  },
);

test.each(choices)('a registration with the tick %s, whose code is sent twice', async (stay, expected) => {
  const site = news();
  const { flow } = await say(site, 'registration/start', { ...account, ...sent(stay) });
  site.clock.now += 60_000;
  await say(site, 'registration/resend', { flow });
  await say(site, 'registration/verify', { flow, code: '123456' });
  expect(ages(site)).toEqual(expected);
});

test.each(choices)('an account that is connected with the tick %s', async (stay, expected) => {
  const site = news();
  const { flow } = await say(site, 'account-connect/start', { ...account, customerId: '7', ...sent(stay) });
  await say(site, 'account-connect/verify', { flow, code: '123456' });
  expect(ages(site)).toEqual(expected);
});

test.each(choices)(
  'a mailed link that is opened where the registration began, with the tick %s',
  async (stay, expected) => {
    const site = news();
    await register(site, sent(stay));
    await confirm(site, await arriveByLink(site));
    expect(ages(site)).toEqual(expected);
  },
);

test.each(choices)('elsewhere, a mailed link asks again: the tick %s', async (stay, expected) => {
  const site = news();
  await register(site, { stay: true });
  site.cookies.clear();
  const { email, password } = account;
  const answer = await confirm(site, await arriveByLink(site), { email, password, ...sent(stay) });
  expect(answer).toMatchObject({ kind: 'session' });
  expect(ages(site)).toEqual(expected);
});

test.each(choices)('a new password with the tick %s', async (stay, expected) => {
  const site = news();
  const { flow } = await say(site, 'password-forgotten/start', { identifier: 'reader@example.org' });
  await say(site, 'password-forgotten/verify', { flow, code: '123456' });
  await say(site, 'password-forgotten/reset-password', { flow, password: 'a new pass phrase', ...sent(stay) });
  expect(ages(site)).toEqual(expected);
});

test('after the new password, the tick is kept through missing data', async () => {
  const site = news({
    '/processes/passwordForgotten/resetPassword': () =>
      step('ADDITIONAL_DATA', { additionalInformation: { USERNAME: true } }),
    '/processes/passwordForgotten/updateAdditionalData': () => session(),
  });
  const { flow } = await say(site, 'password-forgotten/start', { identifier: 'reader@example.org' });
  await say(site, 'password-forgotten/verify', { flow, code: '123456' });
  await say(site, 'password-forgotten/reset-password', { flow, password: 'a new pass phrase', stay: true });
  await say(site, 'password-forgotten/additional-data', { flow, username: 'reader' });
  expect(ages(site)).toEqual(idle);
});

test.each([
  [true, idle],
  [false, brief],
])(
  'each time it is checked, a session with the tick %s is set as it was, also where it is split',
  async (stay, expected) => {
    const [age = ''] = Object.values(expected);
    for (const token of ['short', 'S'.repeat(4000)]) {
      const site = news({ '/processes/login/verify': () => session(token) });
      await site.post('login/start', { ...credentials, stay });
      for (const passed of [5, 30]) {
        site.setCookies.length = 0;
        site.clock.now += passed * 60_000;
        expect(await (await site.get('session')).json()).toMatchObject({ kind: 'session' });
        const parts = token === 'short' ? {} : { '__Host-sso_session.0': age, '__Host-sso_session.1': age };
        expect(ages(site)).toEqual({ ...expected, ...parts });
      }
    }
  },
);

test('a session without a tick ends no later than any other, whatever the browser restores', async () => {
  const site = news();
  await site.post('login/start', { ...credentials, stay: false });
  site.clock.now += 1_209_600_000;
  expect(await (await site.get('session')).json()).toEqual({ kind: 'signedOut' });
});

test('sessions go on as they began when the box comes or goes', async () => {
  const without = news({}, {});
  await without.post('login/start', credentials);
  const withBox = news();
  await withBox.post('login/start', credentials);
  const swapped: [Site, Site, object][] = [
    [withBox, without, idle],
    [without, withBox, brief],
  ];
  const brought = swapped.map(([, from]) => [...from.cookies]);
  for (const [index, [to, , expected]] of swapped.entries()) {
    to.cookies.clear();
    for (const [name, value] of brought[index] ?? []) to.cookies.set(name, value);
    to.setCookies.length = 0;
    to.clock.now += 600_000;
    await to.get('session');
    expect(ages(to)).toEqual(expected);
  }
});

test('a flow that was begun with a tick, and the box goes meanwhile, ends as without a box', async () => {
  const twoFactor = { '/processes/login/verify': () => step('TWO_FACTOR') };
  const before = news(twoFactor);
  const { flow } = await start(before, { stay: false });
  const after = news(twoFactor, {});
  for (const [name, value] of before.cookies) after.cookies.set(name, value);
  await say(after, 'login/two-factor', { flow, code: '123456' });
  expect(ages(after)).toEqual(idle);
});

test('where a cookie has no room, the tick gives way and the flow goes on', async () => {
  const stored = async (token: string) => {
    const site = news({ '/processes/login/verify': () => step('TWO_FACTOR', {}, token) });
    const { flow, kind } = await start(site, { stay: true });
    const name = `__Host-sso_flow_${flow}`;
    const opened = await createSealer([secret], () => site.clock.now).judge(name, site.cookies.get(name) ?? '');
    return { kind, stay: unpackFlowState(opened)?.stay };
  };
  expect(await stored('t'.repeat(600))).toEqual({ kind: 'step', stay: true });
  // The longest token that a cookie can hold at all.
  let longest = 600;
  while ((await stored('t'.repeat(longest + 1))).kind === 'step') longest += 1;
  expect(await stored('t'.repeat(longest))).toEqual({ kind: 'step', stay: undefined });
});

test.each([
  [true, undefined],
  [false, 'browser'],
])('at another site, a session with the tick %s is as here', async (stay, expected) => {
  const sites = twoSites({ news: offered });
  const browser = sites.browser();
  await browser.request(`${newsOrigin}/sso/login/start`, {
    method: 'POST',
    headers: { 'Sec-Fetch-Site': 'same-origin', 'X-SSO-Request': '1', 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...credentials, stay }),
  });
  const { hops } = await browser.go(sites.join());
  const setCookies = hops.flatMap(({ response }) => response.headers.getSetCookie());
  expect(await browser.who(shopOrigin)).toBe(credentials.identifier);
  expect(ages({ setCookies })).toEqual(expected ? brief : both('1209600'));
});
