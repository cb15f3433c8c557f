import { expect, test } from 'vitest';
import { memoryStore } from '../../../src/gateway/index.js';
import { createSealer } from '../../../src/gateway/sealed/sealer.js';
import {
  credentials,
  error,
  flowCookies,
  json,
  limit,
  removalToken,
  secret,
  session,
  site,
  type Site,
  start,
  step,
  offersGoogle,
} from '../support/harness.js';

const twoFactor = { '/processes/login/verify': () => step('TWO_FACTOR') };
const listed = async (news: Site, query = '') =>
  (await (await news.get(`flow${query}`)).json()) as {
    flows: {
      address?: string;
      answer: { flow: string; step?: string; kind: string; asks?: object; sessions?: object[] };
    }[];
  };
const sizes = (news: Site) => flowCookies(news).map((name) => name.length + (news.cookies.get(name)?.length ?? 0));

test('a flow cookie cannot be read by scripts, is for this host alone, and ends with the step', async () => {
  const news = site(twoFactor);
  const { flow } = await start(news);
  expect(flow).toMatch(/^[\w-]{22}$/);
  expect(news.setCookies).toEqual([
    expect.stringMatching(
      new RegExp(`^__Host-sso_flow_${flow}=[\\w.-]+; Path=/; Max-Age=900; Secure; HttpOnly; SameSite=Strict$`),
    ),
    'sso_flow=1; Path=/; Max-Age=900; Secure; SameSite=Strict',
  ]);
});

test('development cookies have neither prefix nor Secure', async () => {
  const news = site(twoFactor, { origins: ['http://localhost:8080'], devCookies: true });
  const { flow } = await start(news);
  expect(news.setCookies[0]).toMatch(
    new RegExp(`^sso_flow_${flow}=[\\w.-]+; Path=/; Max-Age=900; HttpOnly; SameSite=Strict$`),
  );
  expect((await listed(news)).flows).toHaveLength(1);
});

test('each flow has a name of its own, and there are at most three: the oldest goes', async () => {
  const news = site(twoFactor);
  const ids: string[] = [];
  for (let i = 0; i < 4; i++) {
    ids.push((await start(news, { identifier: `reader${i}` })).flow);
    news.clock.now += 1000;
  }
  expect(new Set(ids).size).toBe(4);
  expect((await listed(news)).flows.map(({ answer }) => answer.flow)).toEqual([ids[3], ids[2], ids[1]]);
  expect(news.setCookies).toContain(`__Host-sso_flow_${ids[0]}=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict`);
});

test('the next step keeps the flow, its address and its language', async () => {
  const news = site({
    ...twoFactor,
    '/processes/login/verifyTwoFactorAuth': () => step('RESET_PASSWORD', {}, 'next-token'),
    '/processes/login/verifyResetPassword': () => session(),
  });
  const { flow } = await start(news);
  const next = await (await news.post('login/two-factor', { flow, code: '123456' })).json();
  expect(next).toEqual({ kind: 'step', process: 'login', flow, step: 'reset-password', asks: {} });
  expect(await listed(news)).toEqual({ kind: 'flows', flows: [{ address: 'r•••@e•••.org', answer: next }] });
  await news.post('login/reset-password', { flow, password: ' new password ' });
  expect(news.to('/processes/login/verifyResetPassword')[0]?.body).toEqual({
    token: 'next-token',
    password: ' new password ',
  });
  expect(await listed(news)).toEqual({ kind: 'flows', flows: [] });
});

test('a flow expires fifteen minutes after its step began', async () => {
  const news = site({ ...twoFactor, '/processes/login/verifyTwoFactorAuth': () => session() });
  const { flow } = await start(news);
  news.clock.now += 899_000;
  expect((await listed(news)).flows).toHaveLength(1);
  news.clock.now += 1000;
  const late = await news.post('login/two-factor', { flow, code: '123456' });
  expect(late.status).toBe(410);
  expect(news.to('/processes/login/verifyTwoFactorAuth')).toEqual([]);
  expect([...news.cookies.keys()]).toEqual([]);
});

test('a flow can be given up; the marker goes with the last', async () => {
  const news = site(twoFactor);
  const { flow: first } = await start(news);
  const { flow: second } = await start(news);
  expect(await (await news.request('DELETE', `flow?flow=${first}`)).json()).toEqual({ kind: 'done' });
  expect(news.cookies.has('sso_flow')).toBe(true);
  expect((await listed(news)).flows.map(({ answer }) => answer.flow)).toEqual([second]);
  await news.request('DELETE', `flow?flow=${second}`);
  expect(news.cookies.size).toBe(0);
  expect((await news.request('DELETE', `flow?flow=${second}`)).status).toBe(200);
});

test('GET flow takes the marker away when no flow is left', async () => {
  const news = site();
  news.cookies.set('sso_flow', '1');
  expect(await listed(news)).toEqual({ kind: 'flows', flows: [] });
  expect(news.setCookies).toEqual(['sso_flow=; Path=/; Max-Age=0; Secure; SameSite=Strict']);
});

test('a cookie of one flow is no use under the name of another, nor as a session', async () => {
  const news = site({ ...twoFactor, '/processes/login/verifyTwoFactorAuth': () => session() });
  const { flow } = await start(news);
  const value = news.cookies.get(`__Host-sso_flow_${flow}`) ?? '';
  const other = 'bbbbbbbbbbbbbbbbbbbbbb';
  news.cookies.set(`__Host-sso_flow_${other}`, value);
  expect((await news.post('login/two-factor', { flow: other, code: '1' })).status).toBe(410);
  news.cookies.set('__Host-sso_session', value);
  expect(await (await news.get('session')).json()).toEqual({ kind: 'signedOut' });
  expect((await listed(news)).flows).toHaveLength(1);
});

test('what cannot be read is left, for an instance that can, and is no flow; the log says so once', async () => {
  const news = site(twoFactor);
  const { flow } = await start(news);
  const value = news.cookies.get(`__Host-sso_flow_${flow}`) ?? '';
  news.cookies.set('__Host-sso_flow_cccccccccccccccccccccc', `${value.slice(0, -2)}AA`);
  news.cookies.set('__Host-sso_flow_dddddddddddddddddddddd', 'nonsense');
  news.cookies.set('__Host-sso_flow_short', 'x');
  news.cookies.set('other', 'x');
  expect((await listed(news)).flows).toHaveLength(1);
  expect([...news.cookies.keys()].sort()).toEqual(
    [
      `__Host-sso_flow_${flow}`,
      '__Host-sso_flow_cccccccccccccccccccccc',
      '__Host-sso_flow_dddddddddddddddddddddd',
      '__Host-sso_flow_short',
      'other',
      'sso_flow',
    ].sort(),
  );
  expect(news.log.filter(({ event }) => event === 'cookie-unreadable')).toEqual([
    expect.objectContaining({ level: 'warn', cookie: 'flow' }),
  ]);
});

test('a sign-out takes flows that this instance cannot read from the browser, and ends none of them elsewhere', async () => {
  const store = memoryStore(Date.now);
  const news = site({ ...twoFactor, '/processes/login/verifyTwoFactorAuth': () => session() }, { store });
  const { flow } = await start(news);
  const before = new Map(news.cookies);
  const alone = site({}, { store, secrets: ['a new secret of at least 32 characters'] });
  for (const [name, value] of before) alone.cookies.set(name, value);
  await alone.request('DELETE', 'session');
  expect([...alone.cookies.keys()].filter((name) => name.includes('flow'))).toEqual([]);
  for (const [name, value] of before) news.cookies.set(name, value);
  expect((await news.post('login/two-factor', { flow, code: '1' })).status).toBe(200);
});

test('a sign-out ends flows that this instance can read, at every instance', async () => {
  const store = memoryStore(Date.now);
  const news = site({ ...twoFactor, '/processes/login/verifyTwoFactorAuth': () => session() }, { store });
  const { flow } = await start(news);
  const before = new Map(news.cookies);
  const beside = site({}, { store });
  for (const [name, value] of before) beside.cookies.set(name, value);
  await beside.request('DELETE', 'session');
  for (const [name, value] of before) news.cookies.set(name, value);
  expect((await news.post('login/two-factor', { flow, code: '1' })).status).toBe(410);
});

test('a cookie that another version wrote is left until its end, and then goes', async () => {
  const news = site();
  const name = '__Host-sso_flow_eeeeeeeeeeeeeeeeeeeeee';
  news.cookies.set(
    name,
    await createSealer([secret], () => news.clock.now).seal(name, { version: 99 }, news.clock.now + 60_000),
  );
  expect((await listed(news)).flows).toEqual([]);
  expect(news.cookies.has(name)).toBe(true);
  news.clock.now += 60_000;
  expect((await listed(news)).flows).toEqual([]);
  expect(news.cookies.has(name)).toBe(false);
});

test('flows survive the rotation of the secret', async () => {
  const old = site(twoFactor);
  const { flow } = await start(old);
  const rotated = site(
    { '/processes/login/verifyTwoFactorAuth': () => session() },
    { secrets: ['a new secret of at least 32 characters', secret] },
  );
  for (const [name, value] of old.cookies) rotated.cookies.set(name, value);
  expect((await rotated.post('login/two-factor', { flow, code: '1' })).status).toBe(200);
  const foreign = site({}, { secrets: ['a new secret of at least 32 characters'] });
  for (const [name, value] of old.cookies) foreign.cookies.set(name, value);
  expect((await foreign.post('login/two-factor', { flow, code: '1' })).status).toBe(410);
});

const asksTerms = (text: string) => ({
  '/processes/login/verify': () => step('ADDITIONAL_DATA', { additionalInformation: { TERM: text } }),
  '/processes/settings/sso': (request: Request) =>
    json({
      settings: {},
      ssoTermText: `<p>${new URL(request.url).searchParams.get('language') ?? ''} ${'newest terms '.repeat(100)}</p>`,
    }),
});

test('short terms are in the cookie and come back as they were', async () => {
  const news = site(asksTerms('<p>Short <b>terms</b></p>'));
  const answer = await start(news);
  expect(answer.asks).toEqual({ terms: [{ tag: 'p', children: ['Short ', { tag: 'strong', children: ['terms'] }] }] });
  expect((await listed(news)).flows[0]?.answer).toEqual(answer);
});

test('long terms come back from the settings, in the language that they were shown in', async () => {
  const news = site(asksTerms(`<p>${'long terms '.repeat(180)}</p>`));
  const answer = await start(news, { language: 'de' });
  expect(JSON.stringify(answer.asks)).toContain('long terms');
  expect(Math.max(...sizes(news))).toBeLessThanOrEqual(800);
  const resumed = await listed(news, '?language=en');
  expect(JSON.stringify(resumed.flows[0]?.answer.asks)).toContain('de newest terms');
  expect(resumed.flows[0]?.address).toBe('r•••@e•••.org');
  expect(news.log.map(({ event }) => event)).toContain('terms-differ');
});

test('without a language of its own a flow takes the one that is asked for, then the configured one', async () => {
  const news = site(asksTerms('long terms '.repeat(180)), { language: 'fr' });
  await start(news);
  expect(JSON.stringify(await listed(news, '?language=en'))).toContain('en newest terms');
  expect(JSON.stringify(await listed(news))).toContain('fr newest terms');
});

test('a step whose terms cannot be shown is not resumed, but not lost either', async () => {
  const news = site(asksTerms('long terms '.repeat(180)), { settingsMaxAge: 0 });
  await start(news);
  news.script['/processes/settings/sso'] = () => error(500);
  expect((await listed(news)).flows).toEqual([]);
  news.script['/processes/settings/sso'] = () => json({ settings: {} });
  expect((await listed(news)).flows).toEqual([]);
  expect(flowCookies(news)).toHaveLength(1);
  expect(news.log.map(({ event }) => event)).toContain('flow-not-resumed');
});

test.each(['<p></p>', '<script>alert(1)</script>', '<!-- terms -->', ' <div> <img src=x> </div>'])(
  'terms of which nothing is left to show, as %j, are not asked, and the log says so once',
  async (text) => {
    const news = site(asksTerms(text));
    const answer = await start(news);
    expect([answer.step, answer.asks]).toEqual(['additional-data', {}]);
    expect((await listed(news)).flows[0]?.answer).toEqual(answer);
    await start(news);
    expect(news.log.filter(({ event }) => event === 'terms-empty')).toMatchObject([{ level: 'warn' }]);
    news.script['/processes/login/updateAdditionalData'] = () => session();
    expect(await (await news.post('login/additional-data', { flow: answer.flow })).json()).toMatchObject({
      kind: 'session',
    });
  },
);

test('empty terms beside other data leave the other data, and no line in the log stands for terms that were not asked', async () => {
  const more = (additionalInformation: object) => () => step('ADDITIONAL_DATA', { additionalInformation });
  const news = site({ '/processes/login/verify': more({ USERNAME: true }) });
  expect((await start(news)).asks).toEqual({ username: true });
  expect(news.log.map(({ event }) => event)).not.toContain('terms-empty');
  news.script['/processes/login/verify'] = more({ USERNAME: true, TERM: '<br hidden><style>p{}</style>' });
  expect((await start(news)).asks).toEqual({ username: true });
});

const sessions = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    sessionId: `${String(index).padStart(4, '0')}aaaa-bbbb-cccc-dddddddddddd`,
    os: 'Windows 11',
    browser: 'Firefox 142.0',
    createdAt: '2026-05-01T08:00:00Z',
  }));

test.each([0, 1, 2, 3, 10, 50])('of %i sessions as many come back as fit', async (count) => {
  const news = site({ '/processes/login/verify': () => limit(sessions(count)) });
  const answer = (await start(news)) as unknown as { sessions: object[] };
  expect(answer.sessions).toHaveLength(count);
  const [{ answer: resumed } = { answer: undefined }] = (await listed(news)).flows;
  const back = resumed?.sessions ?? [];
  expect(back).toEqual(answer.sessions.slice(0, back.length));
  expect(back.length).toBeGreaterThanOrEqual(Math.min(count, 2));
  expect(Math.max(...sizes(news))).toBeLessThanOrEqual(800);
});

test('sessions without an ID, or with one that cannot be posted, are left out; details may be missing', async () => {
  const items = [
    { os: 'Linux' },
    null,
    { sessionId: 'x'.repeat(41) },
    { sessionId: 's', os: '', browser: null, createdAt: 5 },
  ];
  const news = site({ '/processes/login/verify': () => limit(items as object[]) });
  expect(await start(news)).toMatchObject({ kind: 'sessionLimit', sessions: [{ id: 's' }] });
});

test('all sessions are ended without naming one', async () => {
  const news = site({
    '/processes/login/verify': () => limit(sessions(2), 200),
    '/processes/login/changeSessions/': () => session(),
  });
  const { flow } = await start(news);
  expect((await news.post('login/end-sessions', { flow })).status).toBe(200);
  const call = news.sent.find(({ method }) => method === 'PUT');
  expect([call?.path, call?.url.search, call?.text]).toEqual([
    `/processes/login/changeSessions/${removalToken}`,
    '',
    '',
  ]);
});

test.each([
  [100, 800],
  [250, 800],
  [400, 1200],
])('a step token of %i characters fits', async (length, most) => {
  const news = site({
    '/processes/login/verify': () => step('TWO_FACTOR', {}, 't'.repeat(length)),
    '/processes/login/verifyTwoFactorAuth': () => session(),
  });
  const { flow } = await start(news);
  expect(Math.max(...sizes(news))).toBeLessThanOrEqual(most);
  await news.post('login/two-factor', { flow, code: '1' });
  expect(news.to('/processes/login/verifyTwoFactorAuth')[0]?.body['token']).toBe('t'.repeat(length));
});

test('a step token that no cookie can hold is a failure that the log explains', async () => {
  const news = site({ '/processes/login/verify': () => step('TWO_FACTOR', {}, 't'.repeat(900)) });
  const response = await news.post('login/start', credentials);
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([502, 'upstream-failed']);
  expect(news.log).toContainEqual(
    expect.objectContaining({ level: 'error', event: 'step-token-too-long', step: 'two-factor', characters: 900 }),
  );
  expect(news.cookies.size).toBe(0);
});

test('as a step token grows, first the masked address gives way, then the step fails', async () => {
  const outcomes = new Set<string>();
  for (let length = 300; length <= 800; length += 20) {
    const news = site({ '/processes/login/verify': () => step('TWO_FACTOR', {}, 't'.repeat(length)) });
    const { status } = await news.post('login/start', credentials);
    const [flow] = (await listed(news)).flows;
    expect(Math.max(0, ...sizes(news))).toBeLessThanOrEqual(1200);
    expect(flow === undefined).toBe(status === 502);
    outcomes.add(flow ? (flow.address ?? 'no address') : 'failed');
  }
  expect([...outcomes]).toEqual(['r•••@e•••.org', 'no address', 'failed']);
});

test('change-email offers the contact, and is resumed', async () => {
  const script = { '/processes/login/verify': () => step('CHANGE_EMAIL') };
  const news = site(script, { contact: 'mailto:help@example.org' });
  const answer = await start(news);
  expect(answer).toMatchObject({ step: 'change-email', asks: { contact: 'mailto:help@example.org' } });
  expect((await listed(news)).flows[0]?.answer).toEqual(answer);
  expect((await start(site(script))).asks).toEqual({});
});

test('Google: the ID token goes on with the language, and there is no address to mask', async () => {
  const news = site({ '/processes/ssoProvider/verify': () => step('TWO_FACTOR') });
  const answer = await (await news.post('login/google', { idToken: 'GOOGLE', language: 'de' })).json();
  expect(answer).toMatchObject({ kind: 'step', step: 'two-factor' });
  expect(news.to('/processes/ssoProvider/verify')[0]?.body).toEqual({
    language: 'de',
    ssoProvider: 'GOOGLE',
    authenticationData: { idToken: 'GOOGLE' },
  });
  expect((await listed(news)).flows).toEqual([{ answer }]);
  await news.post('login/google', { idToken: 'GOOGLE' });
  expect(news.to('/processes/ssoProvider/verify')[1]?.body).not.toHaveProperty('language');
});

test.each([
  ['no Google', {}],
  ['Google without a client ID', { ssoProviders: { active: true, googleSettings: { active: true } } }],
  ['a Google that is off', { ssoProviders: { ...offersGoogle.ssoProviders, active: false } }],
])('where the settings offer %s, no ID token is passed on', async (_what, settings) => {
  const news = site({ '/processes/settings/sso': () => json({ settings: { tokenType: 'EMAIL' }, ...settings }) });
  const response = await news.post('login/google', { idToken: 'GOOGLE' });
  expect([response.status, await response.json()]).toMatchObject([403, { code: 'third-party-refused' }]);
  expect(news.to('/processes/ssoProvider/verify')).toEqual([]);
});
