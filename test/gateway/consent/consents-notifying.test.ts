/** Events that the operator's `onConsent` does not take at once: they are repeated until it takes them, or they expire. */
import { expect, test, vi } from 'vitest';
import type { ConsentEvent } from '../../../src/gateway/index.js';
import {
  asked,
  asking,
  type Asking,
  at,
  begin,
  id,
  optIns,
  outcome,
  pendingOf,
  putsTo,
  register,
  stored,
} from '../support/consenting.js';
import { error, json, type Site } from '../support/harness.js';
import { account, hash, say, shop, wording } from '../support/registering.js';

/** An operator whose database is down while `state.down`. */
function fragile(...more: Parameters<typeof asking>): Asking & { state: { down: boolean } } {
  const [script, options, settings] = more;
  const events: ConsentEvent[] = [];
  const state = { down: true };
  const onConsent = (event: ConsentEvent) => {
    if (state.down) throw new RangeError('LEAK');
    events.push(event);
  };
  const { news } = asking(script, { onConsent, ...options }, settings);
  return { news, events, state };
}
const failures = ({ log }: Site) => log.filter(({ event }) => event === 'on-consent-failed');

test.each([
  [
    'throws',
    () => {
      throw new RangeError('LEAK');
    },
  ],
  ['rejects', () => Promise.reject(new RangeError('LEAK'))],
  ['never answers', () => new Promise<void>(() => undefined)],
])('an onConsent that %s breaks nothing, and the log has its event', async (_name, onConsent) => {
  const { news } = asking({}, { onConsent, timeout: 1000 });
  expect(await register(news)).toMatchObject({ kind: 'session' });
  expect(putsTo(news)).toHaveLength(1);
  const traits = { level: 'error', id, hash, choice: true, at };
  expect(failures(news)).toEqual([
    expect.objectContaining({ ...traits, phase: 'asked' }),
    expect.objectContaining({ ...traits, phase: 'outcome', stored: true, customerId: '4711' }),
  ]);
  expect(JSON.stringify(news.log)).not.toMatch(/LEAK|new@|I want mails/);
});

test('what is thrown need not be an error', async () => {
  const onConsent = vi.fn<() => Promise<void>>().mockRejectedValue('LEAK');
  const { news } = asking({}, { onConsent });
  await begin(news);
  expect(failures(news)).toMatchObject([{ name: 'string' }]);
  expect(JSON.stringify(news.log)).not.toContain('LEAK');
});

test('without an onConsent the opt-in is stored all the same, and nothing is kept', async () => {
  const silent = shop({ ssoOptIn: true }, { [optIns]: stored });
  await register(silent);
  expect(silent.to(optIns)).toHaveLength(1);
  expect(pendingOf(silent)).toEqual([]);
});

test('question and outcome that failed are notified later, once, word for word', async () => {
  const { news, events, state } = fragile();
  await register(news);
  news.clock.now += 29_000;
  state.down = false;
  await news.get('session');
  expect(events).toEqual([]);
  news.clock.now += 1000;
  await news.get('session');
  expect(events.map(({ phase }) => phase).sort()).toEqual(['asked', 'outcome']);
  expect(events.find(({ phase }) => phase === 'asked')).toEqual(asked);
  expect(events.find(({ phase }) => phase === 'outcome')).toEqual({ ...outcome, stored: true });
  expect(new Set(events.map((event) => event.id)).size).toBe(1);
  expect(putsTo(news)).toHaveLength(1);
  news.clock.now += 31_000;
  await news.get('session');
  expect([events.length, pendingOf(news)]).toEqual([2, []]);
});

test('it is tried every 30 seconds, and each failure is a line of the log', async () => {
  const { news, events, state } = fragile();
  await register(news);
  for (let n = 0; n < 3; n++) {
    news.clock.now += 30_000;
    await news.get('session');
  }
  expect(failures(news)).toHaveLength(8);
  state.down = false;
  news.clock.now += 30_000;
  await news.get('session');
  expect(events).toHaveLength(2);
});

test('a question is notified later also where the reader never enters the code', async () => {
  const { news, events, state } = fragile();
  await begin(news);
  state.down = false;
  news.clock.now += 16 * 60_000;
  await news.get('flow');
  expect(events).toEqual([asked]);
});

test('a no whose notification failed is notified later', async () => {
  const { news, events, state } = fragile();
  await register(news, { optIn: false });
  state.down = false;
  news.clock.now += 30_000;
  await news.get('session');
  expect(events.find(({ phase }) => phase === 'outcome')).toEqual({
    ...outcome,
    choice: false,
    stored: false,
    reason: 'declined',
  });
});

const others = () => json({ settings: { tokenType: 'EMAIL', ssoOptIn: true }, ssoOptInText: 'Others' });
const forgetful = {
  get: () => Promise.resolve(undefined),
  set: () => Promise.resolve(),
  add: () => Promise.resolve(true),
  delete: () => Promise.resolve(),
};
/** Where the wording is found when the question is notified late. */
test.each([
  ['the store has it, whatever the settings say by then', {}, others, { wording }],
  ['the settings still have it', { store: forgetful }, undefined, { wording }],
  ['nobody has it any more, but the hash is there', { store: forgetful }, others, {}],
])('in a late notification of a question %s', async (_name, options, settings, expected) => {
  const { news, events, state } = fragile({}, options);
  await begin(news);
  state.down = false;
  if (settings) news.script['/processes/settings/sso'] = settings;
  news.clock.now += 30_000;
  await news.get('flow');
  const { wording: _wording, ...rest } = asked;
  expect(events).toEqual([{ ...rest, ...expected }]);
});

test('settings that cannot be read do not keep a question back', async () => {
  const { news, events, state } = fragile({}, { store: forgetful });
  await begin(news);
  state.down = false;
  news.script['/processes/settings/sso'] = () => new Response('', { status: 500 });
  news.clock.now += 30_000;
  await news.get('flow');
  expect(events).toMatchObject([{ phase: 'asked', hash }]);
});

test('a notification that fails for seven days is given up after a last try, and logged', async () => {
  const { news, events, state } = fragile();
  await register(news);
  news.clock.now += 7 * 86_400_000;
  await news.get('session');
  expect(news.log.filter(({ event }) => event === 'consent-notification-expired')).toEqual([
    expect.objectContaining({ level: 'error', todo: expect.any(String), id, hash, choice: true, at }),
    expect.objectContaining({ level: 'error', todo: expect.any(String), id, hash, choice: true, at }),
  ]);
  state.down = false;
  news.clock.now += 30_000;
  await news.get('session');
  expect([events, pendingOf(news)]).toEqual([[], []]);
});

test('the outcome of a consent that could not be stored is tried for seven days from then on', async () => {
  const { news, events, state } = fragile({ [optIns]: () => new Response('', { status: 500 }) });
  state.down = false;
  await register(news);
  state.down = true;
  news.clock.now += 9 * 86_400_000;
  await news.get('session');
  state.down = false;
  news.clock.now += 6 * 86_400_000;
  await news.get('session');
  expect(events.at(-1)).toEqual({ ...outcome, stored: false, reason: 'expired' });
  expect(pendingOf(news)).toEqual([]);
});

test('a displaced consent is notified where the operator can be reached, and logged in any case', async () => {
  const { news, events, state } = fragile();
  const emails = ['a@example.org', 'b@example.org', 'c@example.org', 'd@example.org'];
  for (const email of emails)
    await say(news, 'registration/start', { ...account, optIn: true, optInHash: hash, email });
  const displaced = news.log.filter(({ event }) => event === 'consent-displaced');
  expect(displaced).toEqual([expect.objectContaining({ level: 'error', id, hash, todo: 'asked' })]);
  state.down = false;
  news.clock.now += 30_000;
  await news.get('flow');
  expect(events).toHaveLength(3);
});

test('what was asked is notified when a consent that cannot be stored displaces it', async () => {
  const { news, events, state } = fragile({ [optIns]: () => error(500) });
  for (const email of ['a@example.org', 'b@example.org', 'c@example.org'])
    await say(news, 'registration/start', { ...account, optIn: true, optInHash: hash, email });
  state.down = false;
  await register(news, { email: 'd@example.org' });
  const displaced = news.log.filter(({ event }) => event === 'consent-displaced');
  expect(displaced).toEqual([expect.objectContaining({ id, hash, todo: 'asked' })]);
  expect(events.filter(({ phase }) => phase === 'asked').map((event) => event.id)).toContain(displaced[0]?.['id']);
});
