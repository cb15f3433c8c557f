import { createDemo } from '../../../demo/site/create-demo.js';
import { expect, test } from 'vitest';
import { createSite, type Site } from '../demo-site.js';

interface Entry {
  to: string;
  channel: string;
  code: string;
}
const inbox = async (site: Site): Promise<Entry[]> => (await site.json('/simulator/inbox')) as Entry[];
const codeOf = async (site: Site, to: string): Promise<string | undefined> =>
  (await inbox(site)).find((entry) => entry.to === to)?.code;

test('the inbox lists the current two-factor codes, of six digits', async () => {
  const entries = await inbox(createSite());
  expect(entries).toEqual([
    expect.objectContaining({ to: 'two-factor@example.org', channel: 'authenticator', url: null }),
  ]);
  expect(entries[0]?.code).toMatch(/^\d{6}$/);
});

test('the code of a set-up is listed once it has begun, and is the one that counts', async () => {
  const site = createSite();
  expect(await codeOf(site, 'add-two-factor@example.org')).toBeUndefined();
  const { flow } = (await (await site.signIn('add-two-factor@example.org')).json()) as { flow: string };
  const code = await codeOf(site, 'add-two-factor@example.org');
  const answer = await site.post('/sso/login/two-factor', { flow, code });
  expect(await answer.json()).toMatchObject({ kind: 'session', customer: { email: 'add-two-factor@example.org' } });
});

test('the inbox page shows the codes without a script', async () => {
  const site = createSite();
  const html = await (await site.get('/inbox')).text();
  expect(html).toContain(`>${await codeOf(site, 'two-factor@example.org')}<`);
});

test('the defaults are those that the README names', async () => {
  expect(await createSite().json('/simulator/settings')).toMatchObject({
    settings: {
      tokenType: 'EMAIL',
      allowedDomains: '',
      maxSessions: 2,
      ssoName: 'NONE',
      forceUsername: false,
      ssoRecheckTerms: true,
      ssoOptIn: true,
      allowRegistrationIdentifier: true,
      registrationIdentifiers: {
        requestCustomerId: true,
        requestSubscriptionId: false,
        requestPostcode: true,
        requestStreet: true,
        requestStreetNumber: true,
        requestCity: true,
      },
    },
  });
});

test('a changed setting acts on the next request, a key of settings named directly or not', async () => {
  const site = createSite();
  expect(await site.json('/sso/settings?language=en')).toMatchObject({
    availability: 'available',
    forceUsername: false,
  });
  expect((await site.put('/simulator/settings', { disableSsoFunctionality: true, forceUsername: true })).status).toBe(
    200,
  );
  expect(await site.json('/sso/settings?language=en')).toMatchObject({ availability: 'off', forceUsername: true });
});

test.each([
  [{ nonsense: 1 }, 'nonsense'],
  [{ maxSessions: 'many' }, 'maxSessions'],
  [{ settings: { tokenType: 'PIGEON' } }, 'tokenType'],
])('the settings %j are refused, and the error names the key', async (change, key) => {
  const site = createSite();
  const before = await site.json('/simulator/settings');
  const response = await site.put('/simulator/settings', change);
  expect(response.status).toBe(400);
  expect(((await response.json()) as { error: string }).error).toContain(key);
  expect(await site.json('/simulator/settings')).toEqual(before);
});

test.each([
  ['/simulator/clock', {}, 'advanceSeconds'],
  ['/simulator/clock', { advanceSeconds: '60' }, 'advanceSeconds'],
  ['/simulator/clock', { advanceSeconds: -1 }, 'advanceSeconds'],
  ['/simulator/clock', { advanceSeconds: 1e12 }, 'advanceSeconds'],
  ['/simulator/clock', { advanceSeconds: 1, more: 1 }, 'more'],
  ['/simulator/clock', '{"advanceSeconds":', 'JSON'],
  ['/simulator/clock', '[]', 'object'],
  ['/simulator/faults', {}, 'slow'],
  ['/simulator/faults', { slow: 'long' }, 'slow'],
  ['/simulator/faults', { lost: true, operation: 'login/nothing' }, 'operation'],
  ['/simulator/faults', { status: 500, colour: 'red' }, 'colour'],
  ['/simulator/end-sessions', { email: 'nobody@example.org' }, 'email'],
  ['/simulator/end-sessions', {}, 'email'],
])('%s refuses %j, and the error names what is wrong', async (path, body, key) => {
  const response = await createSite().post(path, body);
  expect(response.status).toBe(400);
  expect(((await response.json()) as { error: string }).error).toContain(key);
});

test('the clock moves gateway and simulator: an ended session is noticed five minutes later', async () => {
  const site = createSite();
  await site.signIn('reader@example.org');
  expect(await (await site.post('/simulator/end-sessions', { email: 'reader@example.org' })).json()).toEqual({
    ended: 1,
  });
  expect(await site.json('/sso/session')).toMatchObject({ kind: 'session' });
  const code = await codeOf(site, 'two-factor@example.org');
  await site.post('/simulator/clock', { advanceSeconds: 301 });
  expect(await site.json('/sso/session')).toEqual({ kind: 'signedOut', reason: 'ended' });
  expect(await codeOf(site, 'two-factor@example.org')).not.toBe(code);
});

test('a reset signs everybody out and takes back settings, faults and limits', async () => {
  const site = createSite();
  await site.signIn('reader@example.org');
  await site.put('/simulator/settings', { maxSessions: 7 });
  await site.post('/simulator/faults', { status: 500, times: 100 });
  expect((await site.post('/simulator/reset', {})).status).toBe(200);
  expect(await site.json('/simulator/settings')).toMatchObject({ settings: { maxSessions: 2 } });
  expect(await site.json('/sso/session')).toMatchObject({ kind: 'signedOut' });
  expect((await site.signIn('reader@example.org')).status).toBe(200);
});

test('a fault spoils the next answer only', async () => {
  const site = createSite();
  // Of all callers: the settings are refused, too, before the sign-in and after it.
  for (const [operation, times] of [
    ['login/verify', 1],
    ['settings', 2],
  ])
    await site.post('/simulator/faults', { status: 429, errorCode: 99429, retryAfter: 30, operation, times });
  const refused = await site.signIn('reader@example.org');
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '30']);
  expect((await site.signIn('reader@example.org')).status).toBe(200);
});

test.each([
  ['reader@example.org', { kind: 'session' }],
  ['reader', { kind: 'session' }],
  ['two-factor@example.org', { step: 'two-factor' }],
  ['add-two-factor@example.org', { step: 'add-two-factor' }],
  ['limit@example.org', { kind: 'sessionLimit', sessions: [{ os: 'Windows 11' }, { os: 'iOS 18.6' }] }],
  ['terms@example.org', { step: 'additional-data', asks: { terms: expect.anything() } }],
  ['name@example.org', { step: 'additional-data', asks: { username: true, names: 'required' } }],
  ['reset@example.org', { step: 'reset-password' }],
  ['blocked@example.org', { code: 'wrong-credentials' }],
  ['change-email@example.org', { step: 'change-email' }],
])('signing in as %s leads to what the page says of it', async (identifier, answer) => {
  expect(await (await createSite().signIn(identifier)).json()).toMatchObject(answer);
});

test('with the hosted API there is no simulator to control, and no customer of it is shown', async () => {
  const site = createSite({ hosted: { apiUrl: 'https://api.example.com/api/v3.0', apiToken: 'the-merchants-token' } });
  const response = await site.post('/simulator/reset', {});
  expect(response.status).toBe(404);
  expect(await response.json()).toEqual({ error: expect.stringContaining('hosted API') });
  for (const path of ['/', '/login', '/inbox']) {
    const page = await site.get(path);
    expect(page.status).toBe(200);
    expect(await page.text()).not.toMatch(/reader@example\.org|the-merchants-token/);
  }
});

test('an API address that is neither https nor loopback stops it at the start', async () => {
  const site = createSite({ hosted: { apiUrl: 'http://api.example.com/v3', apiToken: 'the-merchants-token' } });
  await expect(site.get('/')).rejects.toThrow('apiUrl');
});

test.each([
  ['text', { 'content-type': 'text/plain' }, 400],
  ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 400],
  ['JSON of another site', { origin: 'https://evil.example' }, 403],
  ['JSON of a page without an origin', { origin: 'null' }, 403],
  ['JSON of this site', { origin: 'http://localhost:8080' }, 200],
])('%s is posted to the controls: %s, status %i', async (_what, headers, status) => {
  const site = createSite();
  expect((await site.put('/simulator/capabilities', { smsProvider: false }, headers)).status).toBe(status);
});

test.each(['cross-site', 'same-site'])('a page that is %s neither reads nor resets anything', async (fetchSite) => {
  const demo = await createDemo({ origins: ['http://localhost:8080'], readAsset: async () => undefined });
  const ask = (method: string, path: string) =>
    demo.fetch(new Request(`http://localhost:8080${path}`, { method, headers: { 'Sec-Fetch-Site': fetchSite } }));
  expect((await ask('POST', '/simulator/reset')).status).toBe(403);
  expect((await ask('GET', '/simulator/inbox')).status).toBe(403);
});

test('under a foreign name that points at this machine there is no demo', async () => {
  const site = createSite();
  for (const path of ['/', '/inbox', '/simulator/inbox', '/sso-settings', '/sso/session'])
    expect((await site.get(path, {}, 'http://foreign.example:8080')).status).toBe(421);
});
