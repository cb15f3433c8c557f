/** Choices of signed-in readers that meet faults, crashes, other tabs and other browsers: none is lost, and the last one counts. */
import { expect, test } from 'vitest';
import type { GatewayOptions, Store } from '../../../src/gateway/index.js';
import { memoryStore } from '../../../src/gateway/index.js';
import { credentials, secret } from '../support/harness.js';
import { channelOf, consenting, customerId, optInOf } from '../support/signed-in-consents.js';

const given = optInOf('SINGLE_OPT_IN');
const cookiesOf = ({ news }: { news: { cookies: Map<string, string> } }) =>
  [...news.cookies.keys()].filter((name) => name.includes('sso_consent'));

/** A reader whose gateway shares its store, and time, with others. */
async function sharing() {
  let now = () => Date.parse('2026-05-04T10:00:00Z');
  const empty = () => memoryStore(() => now());
  let kept = empty();
  const store: Store = {
    get: (key) => kept.get(key),
    set: (...entry) => kept.set(...entry),
    add: (...entry) => kept.add(...entry),
    delete: (key) => kept.delete(key),
  };
  const here = await consenting({ EMAIL: given }, { store });
  now = () => here.news.clock.now;
  return {
    here,
    /** Another browser of the reader's. */
    another: (more: Partial<GatewayOptions> = {}) =>
      consenting({}, { store, now: () => now(), ...more }, {}, here.simulator),
    lose: () => void (kept = empty()),
  };
}

test.each([500, 502, 504, 429, 404, 401])(
  'a withdrawal that the hosted API answers with %i is kept, told as such, and stored later',
  async (status) => {
    const reader = await consenting({ EMAIL: given });
    const { choose, show, events, stored, pass, fault, news } = reader;
    fault('customers/optIns', status);
    const answer = await choose('email', false);
    expect(answer.status).toBe(200);
    // What the hosted API has, and what the reader has said.
    expect(channelOf(answer, 'email')).toMatchObject({ state: 'given', pending: 'withdrawn' });
    expect(events).toMatchObject([
      { phase: 'asked', choice: false },
      { phase: 'outcome', stored: false },
    ]);
    expect(cookiesOf(reader)).toHaveLength(1);
    pass(31);
    await news.get('session');
    expect([stored(), events.at(-1)?.phase, cookiesOf(reader)]).toEqual([{ EMAIL: 'REVOKED_OPT_IN' }, 'outcome', []]);
    expect(events.at(-1)).toMatchObject({ stored: true, customerId, id: events[0]?.id });
    expect(channelOf(await show(), 'email')).not.toHaveProperty('pending');
  },
);

test('where the hosted API has no text, a withdrawal that it will not take is tried again, with the reason', async () => {
  const { choose, events, simulator, news } = await consenting({ EMAIL: given });
  simulator.fault({ operation: 'customers/optIns', status: 206, body: { customerId, optIns: {} } });
  expect(channelOf(await choose('email', false), 'email')).toMatchObject({ pending: 'withdrawn' });
  expect(events[1]).toMatchObject({ stored: false, reason: 'no-active-text' });
  expect(news.log).toContainEqual(
    expect.objectContaining({ event: 'consent-not-stored', channel: 'EMAIL', choice: false }),
  );
});

test('an answer of the hosted API that is lost is no second withdrawal', async () => {
  const { choose, show, events, simulator, pass, stored } = await consenting({ EMAIL: given });
  simulator.fault({ operation: 'customers/optIns', lost: true });
  expect(channelOf(await choose('email', false), 'email')).toMatchObject({ state: 'withdrawn', pending: 'withdrawn' });
  const { changedDate } = simulator.customer(customerId)!.optIns.EMAIL!;
  pass(31);
  await show();
  expect(events.at(-1)).toMatchObject({ stored: true });
  expect([stored(), simulator.customer(customerId)!.optIns.EMAIL!.changedDate]).toEqual([
    { EMAIL: 'REVOKED_OPT_IN' },
    changedDate,
  ]);
});

test('where the hosted API is away altogether, the reader learns that the choice is kept', async () => {
  const { choose, show, simulator, pass, stored } = await consenting({ EMAIL: given, POST: given });
  simulator.fault({ status: 503, times: 9 });
  expect(await choose('email', false)).toMatchObject({
    status: 200,
    consents: [{ channel: 'email', state: 'unclear', pending: 'withdrawn' }],
    unread: true,
  });
  while (simulator.exportState().faults.length > 0) await simulator.fetch(new Request('https://api.example.net/'));
  pass(31);
  await show();
  expect(stored()).toEqual({ EMAIL: 'REVOKED_OPT_IN', POST: 'SINGLE_OPT_IN' });
});

test('what was stored, and cannot be read back, is told as stored', async () => {
  const { choose, simulator } = await consenting({ EMAIL: given });
  simulator.fault({ operation: 'customers/readOptIns', slow: 0, times: 3 });
  simulator.fault({ operation: 'customers/readOptIns', status: 500 });
  expect(await choose('email', false)).toMatchObject({
    unread: true,
    consents: [{ channel: 'email', state: 'withdrawn' }],
  });
});

test.each([
  [500, 'upstream-failed', 502],
  [504, 'upstream-timeout', 504],
  [404, 'unknown-account', 404],
  [429, 'rate-limited', 429],
])('consents that the hosted API answers with %i are the problem %s', async (status, code, told) => {
  const { show, fault } = await consenting({ EMAIL: given });
  fault('customers/readOptIns', status);
  expect(await show()).toMatchObject({ status: told, code });
});

test('in an emergency readers are told of it, and a withdrawal is kept', async () => {
  const { show, choose, simulator, pass, stored } = await consenting({ EMAIL: given });
  simulator.fault({ status: 401, times: 40 });
  pass(2);
  expect(await show()).toMatchObject({ status: 503, code: 'login-emergency' });
  expect(await choose('email', false)).toMatchObject({ unread: true, consents: [{ pending: 'withdrawn' }] });
  simulator.importState({ ...simulator.exportState(), faults: [] });
  pass(60);
  await show();
  expect(stored()).toEqual({ EMAIL: 'REVOKED_OPT_IN' });
});

test('an emergency that is declared, while the hosted API works, keeps nobody from withdrawing', async () => {
  const { choose, simulator } = await consenting({ EMAIL: given });
  simulator.configure({ emergencyMode: 'PLENIGO_MODE' });
  expect(channelOf(await choose('email', false), 'email')).toMatchObject({ state: 'withdrawn' });
});

test('two tabs at once withdraw two channels, and both are withdrawn', async () => {
  for (const unsentOptIns of ['keep', 'drop', 'reset'] as const) {
    const { choose, stored } = await consenting({ EMAIL: given, POST: given, PHONE: given }, {}, { unsentOptIns });
    await Promise.all([choose('email', false), choose('post', false)]);
    const { EMAIL, POST, PHONE } = stored();
    expect([EMAIL, POST].filter((status) => status === 'SINGLE_OPT_IN')).toEqual([]);
    expect(PHONE).toBe('SINGLE_OPT_IN');
  }
});

test('two tabs that withdraw the same channel are two choices of one outcome', async () => {
  const { choose, stored, events } = await consenting({ EMAIL: given });
  await Promise.all([choose('email', false), choose('email', false)]);
  expect(stored()).toEqual({ EMAIL: 'REVOKED_OPT_IN' });
  expect(new Set(events.map(({ id }) => id)).size).toBe(2);
});

test('a hosted API that takes one channel for the whole set loses no other consent, and the log says so', async () => {
  const { choose, stored, news } = await consenting(
    { EMAIL: given, POST: optInOf('DOUBLE_OPT_IN'), PHONE: optInOf('REVOKED_OPT_IN') },
    {},
    { unsentOptIns: 'drop' },
  );
  await choose('email', false);
  expect(stored()).toEqual({ EMAIL: 'REVOKED_OPT_IN', POST: 'DOUBLE_OPT_IN' });
  expect(news.log).toContainEqual(expect.objectContaining({ event: 'opt-ins-replaced', channels: 'POST' }));
});

test('of a hosted API that keeps the others, they keep their date and version', async () => {
  const { choose, simulator } = await consenting({ EMAIL: given, POST: given });
  await choose('email', false);
  expect(simulator.customer(customerId)?.optIns.POST).toEqual(given);
});

test('an older choice that could not be stored does not undo a newer one', async () => {
  const reader = await consenting({ EMAIL: given });
  const { choose, events, stored, pass, fault, news } = reader;
  fault('customers/optIns', 500);
  await choose('email', false);
  pass(5);
  expect(channelOf(await choose('email', true, { hash: undefined }), 'email')).toBeUndefined();
  await choose('email', false);
  expect(stored()).toEqual({ EMAIL: 'REVOKED_OPT_IN' });
  await choose('email', true);
  expect(stored()).toEqual({ EMAIL: 'SINGLE_OPT_IN' });
  pass(60);
  await news.get('session');
  expect(stored()).toEqual({ EMAIL: 'SINGLE_OPT_IN' });
  expect(
    events.filter((event) => event.phase === 'outcome').map((event) => [event.choice, event.stored, event.reason]),
  ).toEqual([
    [false, false, 'upstream-failed'],
    [false, false, 'superseded'],
    [false, true, undefined],
    [true, true, undefined],
  ]);
  expect(cookiesOf(reader)).toEqual([]);
});

test('another browser’s newer choice counts, when this one’s older comes late', async () => {
  const { here, another } = await sharing();
  here.fault('customers/optIns', 500);
  await here.choose('email', false);
  const there = await another();
  // Until now it is the last word, and shown there as well.
  expect(channelOf(await there.show(), 'email')).toMatchObject({ pending: 'withdrawn' });
  await there.choose('email', false);
  await there.choose('email', true);
  here.pass(31);
  await here.news.get('session');
  expect(here.stored()).toEqual({ EMAIL: 'SINGLE_OPT_IN' });
  expect(here.events.at(-1)).toMatchObject({ choice: false, stored: false, reason: 'superseded' });
});

test('an older yes does not come back after a withdrawal elsewhere, though the store has lost that', async () => {
  const { here, another, lose } = await sharing();
  await here.choose('email', false);
  here.pass(5);
  here.fault('customers/optIns', 500);
  await here.choose('email', true);
  here.pass(5);
  const there = await another();
  await there.choose('email', true);
  await there.choose('email', false);
  expect(here.stored()).toEqual({ EMAIL: 'REVOKED_OPT_IN' });
  lose();
  here.pass(31);
  await here.news.get('session');
  expect(here.stored()).toEqual({ EMAIL: 'REVOKED_OPT_IN' });
  expect(here.events.at(-1)).toMatchObject({ choice: true, stored: false, reason: 'superseded' });
});

test('around a rotation of secrets the last word counts, whichever instance has noted it', async () => {
  const { here, another } = await sharing();
  here.fault('customers/optIns', 500);
  await here.choose('email', false);
  here.pass(5);
  const there = await another();
  await there.choose('email', false);
  await there.choose('email', true);
  const secrets = ['another sealing secret of more than 32 characters', secret];
  const rotated = await another({ secrets });
  for (const [name, value] of here.news.cookies) rotated.news.cookies.set(name, value);
  here.pass(31);
  await rotated.news.get('session');
  expect(here.stored()).toEqual({ EMAIL: 'SINGLE_OPT_IN' });
  expect(rotated.events.at(-1)).toMatchObject({ choice: false, stored: false, reason: 'superseded' });
});

test('a page that was shown before a rotation can still withdraw', async () => {
  const { here, another } = await sharing();
  const { reader } = await here.show();
  const secrets = ['another sealing secret of more than 32 characters', secret];
  const rotated = await another({ secrets });
  expect((await rotated.show()).reader).not.toBe(reader);
  expect(await rotated.choose('email', false, { reader })).toMatchObject({ status: 200 });
  expect(here.stored()).toEqual({ EMAIL: 'REVOKED_OPT_IN' });
});

test('a gateway that is killed in the middle leaves its choice to the next visit, in whichever browser', async () => {
  const { here, another } = await sharing();
  const killed = here.simulator.fetch.bind(here.simulator);
  let dies: () => void = () => undefined;
  const dead = new Promise<void>((resolve) => (dies = resolve));
  const dying = await another({
    fetch: (request) => {
      if (request.method !== 'PUT') return killed(request);
      dies();
      return new Promise<Response>(() => undefined);
    },
  });
  // Its answer never comes, and so no cookie.
  void dying.choose('email', false);
  await dead;
  expect(here.stored()).toEqual({ EMAIL: 'SINGLE_OPT_IN' });
  expect(channelOf(await here.show(), 'email')).toMatchObject({ state: 'given', pending: 'withdrawn' });
  here.pass(31);
  expect(channelOf(await here.show(), 'email')).toMatchObject({ state: 'withdrawn' });
  expect(here.events).toMatchObject([{ phase: 'outcome', choice: false, stored: true, id: dying.events[0]?.id }]);
  expect(here.events).toHaveLength(1);
});

test('with a store that fails a withdrawal is stored all the same', async () => {
  const broken = () => Promise.reject(new Error('no store'));
  const store: Store = { get: broken, set: broken, add: broken, delete: broken };
  const { choose, stored, events, fault, pass, news } = await consenting({ EMAIL: given, POST: given }, { store });
  await choose('email', false);
  fault('customers/optIns', 500);
  await choose('post', false);
  pass(31);
  await news.get('session');
  expect(stored()).toEqual({ EMAIL: 'REVOKED_OPT_IN', POST: 'REVOKED_OPT_IN' });
  expect(events.at(-1)).toMatchObject({ stored: true });
});

test('an operator who does not hear is told again, and the withdrawal does not wait for that', async () => {
  const heard: string[] = [];
  let deaf = true;
  const { choose, stored, pass, news } = await consenting(
    { EMAIL: given },
    { onConsent: (event) => (deaf ? Promise.reject(new Error('deaf')) : void heard.push(event.phase)) },
  );
  await choose('email', false);
  expect(stored()).toEqual({ EMAIL: 'REVOKED_OPT_IN' });
  deaf = false;
  pass(31);
  await news.get('session');
  expect(heard.sort()).toEqual(['asked', 'outcome']);
});

test('a withdrawal that cannot be stored for a week is given up loudly', async () => {
  const { choose, events, fault, pass, news } = await consenting({ EMAIL: given });
  fault('customers/optIns', 500, 2);
  await choose('email', false);
  pass(7 * 86_400 + 1);
  await news.post('login/start', credentials);
  await news.get('session');
  expect(news.log).toContainEqual(expect.objectContaining({ event: 'consent-expired', channel: 'EMAIL', customerId }));
  expect(events.at(-1)).toMatchObject({ stored: false, reason: 'expired' });
});

test('four channels wait in one browser at once, and displace nothing of a registration', async () => {
  const reader = await consenting({ EMAIL: given, MESSENGER: given, PHONE: given, POST: given });
  reader.fault('customers/optIns', 500, 4);
  for (const channel of ['email', 'messenger', 'phone', 'post'] as const) await reader.choose(channel, false);
  expect(cookiesOf(reader)).toHaveLength(4);
  expect(reader.news.log.filter(({ event }) => event === 'consent-displaced')).toEqual([]);
  reader.pass(31);
  await reader.news.get('session');
  expect(Object.values(reader.stored())).toEqual(Array.from({ length: 4 }, () => 'REVOKED_OPT_IN'));
});
