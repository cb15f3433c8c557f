/**
 * Attacks by a script of the page, and by whoever reads logs. They prove that, whatever is answered, no secret is in a body, a header that
 * scripts can read, an address or a line of the log.
 */
import { encode } from 'fast-png';
import { encodeQR } from 'qr';
import { expect, test } from 'vitest';
import {
  apiToken,
  credentials,
  error,
  heldCode,
  json,
  limit,
  person,
  removalToken,
  secret,
  session,
  sessionToken,
  site,
  type Site,
  start,
  step,
  stepToken,
} from '../gateway/support/harness.js';
import { arriveByLink, openedAddress } from '../gateway/support/mailed-links.js';
import { agreed, optInText } from '../gateway/support/registering.js';

/** Also in the forms in which a careless answer could carry them. */
const hidden = [
  apiToken,
  sessionToken,
  stepToken,
  removalToken,
  heldCode,
  secret,
  'next-token',
  'TYPED1',
  'TYPED-CODE',
  credentials.password,
].flatMap((text) => [
  text,
  encodeURIComponent(text),
  Buffer.from(text).toString('base64').replace(/=+$/, ''),
  Buffer.from(text).toString('base64url'),
]);

/** A site whose every answer is written down. */
function watched(
  script: Parameters<typeof site>[0],
  options: Parameters<typeof site>[1] = {},
): { news: Site; captured: () => string } {
  const news = site(script, options);
  const texts: string[] = [];
  const fetch = news.gateway.fetch.bind(news.gateway);
  news.gateway.fetch = async (request, env) => {
    const response = await fetch(request, env);
    // The reader's own mail carries the link; of its answer nothing may be seen.
    const asked = request.url.includes('/sso/link/') ? '' : request.url;
    texts.push(asked, JSON.stringify([...response.headers]), await response.clone().text());
    return response;
  };
  return { news, captured: () => [...texts, ...news.setCookies, JSON.stringify(news.log)].join('\n') };
}
const expectNothing = (captured: string) => {
  expect(captured.length).toBeGreaterThan(100);
  expect(hidden.filter((text) => captured.includes(text))).toEqual([]);
};

const grid = encodeQR('otpauth://totp/x?secret=ABC', 'raw', { border: 4, scale: 4 });
const image = Buffer.from(
  encode({
    width: grid.length,
    height: grid.length,
    channels: 1,
    data: Uint8Array.from(grid.flat().map((dark) => (dark ? 0 : 255))),
  }),
).toString('base64');

test('no step of any login shows a secret', async () => {
  const steps = [
    ...['TWO_FACTOR', 'RESET_PASSWORD', 'CHANGE_EMAIL'].map((name) => () => step(name)),
    () => step('ADD_TWO_FACTOR', { twoFactorBarCodeImage: image }),
    () => step('ADDITIONAL_DATA', { additionalInformation: { USERNAME: true, NAME: true, TERM: '<p>Terms</p>' } }),
    () => limit([{ sessionId: 's-1', os: 'Linux', browser: 'Firefox' }]),
    () => session(),
  ];
  for (const first of steps) {
    const { news, captured } = watched({
      '/processes/login/verify': first,
      '/processes/ssoProvider/verify': first,
      '/processes/login/verifyTwoFactorAuth': () => step('RESET_PASSWORD', {}, 'next-token'),
      '/processes/login/verifyResetPassword': () => limit([{ sessionId: 's-1' }], 200),
      '/processes/login/updateAdditionalData': () => session(),
      '/processes/login/changeSessions/': () => session(),
    });
    const { flow } = await start(news, { returnUrl: '/a' });
    await news.post('login/google', { idToken: 'ID' });
    await news.get('settings');
    await news.get('flow');
    await news.post('login/two-factor', { flow, code: '123456' });
    await news.post('login/additional-data', { flow, username: 'u', firstName: 'f', lastName: 'l' });
    await news.post('login/reset-password', { flow, password: credentials.password });
    await news.get('flow');
    await news.post('login/end-sessions', { flow, session: 's-1' });
    news.clock.now += 300_000;
    await news.get('session');
    await news.request('DELETE', 'session');
    expectNothing(captured());
  }
});

const failures: [string, () => Response | Promise<Response>][] = [
  [
    '400 that repeats the input',
    () =>
      error(400, 99400, {
        validationErrors: [{ field: 'password', error: 'x', value: credentials.password }],
        errorMessage: `${apiToken} ${credentials.password}`,
      }),
  ],
  ['401', () => error(401, 99401, { errorMessage: apiToken })],
  ['403', () => error(403, 20005, { errorMessage: credentials.password })],
  ['404', () => error(404, 20040, { token: stepToken })],
  ['HTML', () => new Response(`<pre>X-plenigo-token: ${apiToken} ${sessionToken}</pre>`, { status: 500 })],
  ['a half reply', () => new Response(`{"customerSession":"${sessionToken}`, { status: 202 })],
  [
    'a reply that the contract does not know',
    () => json({ customerSession: [sessionToken], token: stepToken, verificationToken: heldCode }),
  ],
  ['a broken connection', () => Promise.reject(new TypeError(`fetch ${sessionToken} ${apiToken} ${removalToken}`))],
];

test.each(failures)('no failure shows a secret: %s', async (_name, reply) => {
  const { news, captured } = watched({
    '/processes/login/verify': () => step('TWO_FACTOR'),
    '/processes/login/verifyTwoFactorAuth': reply,
    '/processes/login/verifyResetPassword': reply,
    '/processes/login/updateAdditionalData': reply,
    '/processes/login/changeSessions/': reply,
    '/processes/ssoProvider/verify': reply,
  });
  const calls = [
    [() => step('TWO_FACTOR'), 'login/two-factor', { code: 'TYPED' }],
    [() => step('RESET_PASSWORD'), 'login/reset-password', { password: credentials.password }],
    [() => step('ADDITIONAL_DATA', { additionalInformation: { TERM: 'x' } }), 'login/additional-data', {}],
    [() => limit([{ sessionId: 's' }]), 'login/end-sessions', { session: 's' }],
  ] as const;
  for (const [first, path, body] of calls) {
    news.script['/processes/login/verify'] = first;
    const { flow } = await start(news);
    await news.post(path, { flow, ...body });
  }
  news.script['/processes/login/verify'] = reply;
  await news.post('login/start', credentials);
  await news.post('login/google', { idToken: 'ID' });
  news.script['/processes/login/verify'] = () => session();
  await news.post('login/start', credentials);
  news.script['/sessions/validate'] = reply;
  news.clock.now += 300_000;
  await news.get('session');
  news.script['/processes/settings/sso'] = reply;
  await news.get('settings?language=de');
  expectNothing(captured());
});

/** Everything that a page can call of the other processes, one after the other, with what each of them needs. */
async function goThrough(news: Site, verificationUrl: string | undefined): Promise<void> {
  const link = { token: 'next-token', verificationToken: 'TYPED1' };
  const post = async (path: string, body: object) =>
    ((await (await news.post(path, body)).json()) as { flow?: string }).flow;
  const next = (path: string, flow: string | undefined, body: object = {}) => post(path, { flow, ...body });
  const code = { code: 'TYPED1' };
  const { password } = credentials;
  const account = { email: 'new@example.org', password, ...agreed };
  for (const process of ['registration', 'account-connect']) {
    const more = process === 'registration' ? { verificationUrl } : { customerId: '1' };
    const flow = await post(`${process}/start`, { ...account, ...more });
    news.clock.now += 30_000;
    await next(`${process}/resend`, flow);
    await news.get('flow');
    await next(`${process}/verify`, flow, code);
  }
  const byLink = async (process: string, given: object) => {
    const isMailed = news.sent.some(({ body }) => body['verificationUrl'] !== undefined);
    const flow = isMailed ? await arriveByLink(news, openedAddress(news, link)) : '';
    return post(`${process}/verify-link`, { flow, ...given });
  };
  await byLink('registration', {});
  await byLink('registration', { email: account.email, password });
  const flow = await post('password-forgotten/start', { identifier: 'new@example.org', verificationUrl });
  news.clock.now += 30_000;
  await next('password-forgotten/resend', flow);
  await next('password-forgotten/verify', flow, code);
  await next('password-forgotten/two-factor', flow, code);
  await next('password-forgotten/reset-password', flow, { password });
  await next('password-forgotten/additional-data', flow, { username: 'u' });
  await next('password-forgotten/end-sessions', flow);
  await post('password-forgotten/start', { identifier: 'new@example.org', verificationUrl });
  await byLink('password-forgotten', { email: 'new@example.org' });
  await news.get('flow');
  news.clock.now += 30_000;
  await news.get('session');
}
const processes = {
  '/processes/settings/sso': () =>
    json({
      settings: {
        ssoOptIn: true,
        allowRegistrationIdentifier: true,
        registrationIdentifiers: { requestCustomerId: true },
      },
      ssoOptInText: optInText,
    }),
  '/processes/registration/start': () => step('EMAIL'),
  '/processes/registration/resend': () => step('EMAIL', {}, 'next-token'),
  '/processes/registration/validate': () => session(),
  '/processes/registration/loginIdentifier/start': () => step('EMAIL'),
  '/processes/registration/loginIdentifier/resend': () => step('EMAIL', {}, 'next-token'),
  '/processes/registration/loginIdentifier/validate': () => session(),
  '/processes/passwordForgotten/sendToken': () => step('VERIFY_TOKEN'),
  '/processes/passwordForgotten/resendToken': () => step('VERIFY_TOKEN', {}, 'next-token'),
  '/processes/passwordForgotten/verifyToken': () => step('TWO_FACTOR'),
  '/processes/passwordForgotten/verifyTwoFactor': () => step('RESET_PASSWORD', {}, 'next-token'),
  '/processes/passwordForgotten/resetPassword': () =>
    step('ADDITIONAL_DATA', { additionalInformation: { USERNAME: true } }),
  '/processes/passwordForgotten/updateAdditionalData': () => limit([{ sessionId: 's-1' }], 200),
  '/processes/passwordForgotten/changeSessions/': () => session(),
  '/customers/4711/optIns': () => error(500, 99500, { errorMessage: apiToken }),
};
const own = { verificationPaths: ['/register'] };

test('no step of the other processes shows a secret', async () => {
  const { news, captured } = watched(processes, own);
  await goThrough(news, '/register');
  const called = new Set(news.sent.map(({ path }) => path.replace(/changeSessions.*/, 'changeSessions/')));
  expect([...called]).toEqual(expect.arrayContaining(Object.keys(processes)));
  expectNothing(captured());
});

test.each(failures)('no failure of the other processes shows a secret: %s', async (_name, reply) => {
  for (const failing of Object.keys(processes)) {
    const { news, captured } = watched({ ...processes, [failing]: reply }, own);
    await goThrough(news, '/register');
    expectNothing(captured());
  }
});

test('the log names operations, and no upstream address or query', async () => {
  const news = site({ '/processes/login/verify': () => session(), '/sessions/validate': () => error(500) });
  await news.post('login/start', credentials);
  news.clock.now += 300_000;
  await news.get('session');
  expect(news.log).toContainEqual(
    expect.objectContaining({ event: 'upstream-failure', operation: 'sessions/validate', status: 500 }),
  );
  expect(JSON.stringify(news.log)).not.toMatch(/https?:|\?|sessionToken|reader@/);
  expect(JSON.stringify(news.log)).not.toContain(person.email);
});
