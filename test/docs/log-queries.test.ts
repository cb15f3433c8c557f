/** The queries of the page about the log, run over a log that the gateway wrote while readers came and went. */
import { expect, test } from 'vitest';
import { askLog as ask } from '../../scripts/run/log-query.js';
import { memoryStore } from '../../src/gateway/index.js';
import { openCommandLog } from '../../src/gateway/node/command/command-log.js';
import { credentials, error, json, person, session, site, type Site } from '../gateway/support/harness.js';
import { hashOf } from '../gateway/support/log-hash.js';

const parsed = (lines: string[]) => lines.map((line) => JSON.parse(line) as Record<string, unknown>);

/** A gateway, browsers that share it, a clock, and the log as the command writes it. */
function newspaper() {
  const out = { text: 'Gateway at http://127.0.0.1:8787/sso\n"not ours"\n' };
  const { log } = openCommandLog('info', { write: (text) => void (out.text += text) });
  const clock = { now: Date.parse('2026-05-04T10:30:00Z') };
  const store = memoryStore(() => clock.now);
  const script = {
    '/processes/login/verify': () => session(),
    '/sessions/validate': () => json({ customerId: '4711' }),
  } as Record<string, () => Response | Promise<Response>>;
  const browser = (email = person.email): Site => {
    const of = site(script, { log, store, now: () => clock.now });
    of.script['/sessions/customerData'] = () => json({ ...person, email });
    return of;
  };
  const at = (time: string) => (clock.now = Date.parse(`2026-05-04T${time}Z`));
  return { out, browser, at, script };
}
const signIn = (of: Site, identifier: string = credentials.identifier) =>
  of.request('POST', 'login/start', { body: { ...credentials, identifier }, env: { address: '203.0.113.7' } });

test('why a reader failed: all lines of the calls in that minute, and of nobody else', async () => {
  const { out, browser, at } = newspaper();
  const reader = browser();
  at('10:31:00');
  await signIn(reader);
  at('10:32:10');
  const refused = () =>
    Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }) }));
  const [unlucky, other] = [browser(), browser('other@example.org')];
  for (const each of [unlucky, other]) each.script['/processes/login/verify'] = refused;
  await signIn(unlucky);
  await signIn(other, 'other@example.org');
  at('10:33:00');
  await signIn(browser());
  const who = (await hashOf('reader@example.org')).join('\n');
  const found = parsed(await ask('Why did this reader fail at 10:32?', out.text, { who, at: '2026-05-04T10:32' }));
  expect(found.map(({ event }) => event)).toEqual(['upstream-failure', 'problem', 'call']);
  expect(new Set(found.map(({ reference }) => reference)).size).toBe(1);
  expect(found.at(-1)).toMatchObject({ outcome: 'upstream-failed', failed: 'login/verify', cause: 'ECONNREFUSED' });
});

test('what fails before the gateway knows whose it is is found by the address', async () => {
  const { out, browser, at } = newspaper();
  at('10:32:10');
  const flow = 'A'.repeat(22);
  for (const address of ['203.0.113.7', '198.51.100.4'])
    await browser().request('POST', 'registration/verify', { body: { flow, code: '123456' }, env: { address } });
  const who = [...(await hashOf('reader@example.org')), ...(await hashOf('203.0.113.7'))].join('\n');
  const found = parsed(await ask('Why did this reader fail at 10:32?', out.text, { who, at: '2026-05-04T10:32' }));
  const calls = found.filter(({ event }) => event === 'call');
  expect(calls).toMatchObject([{ outcome: 'flow-expired', address: (await hashOf('203.0.113.7'))[0] }]);
});

test('sign-ins a minute', async () => {
  const { out, browser, at } = newspaper();
  for (const time of ['10:31:00', '10:31:59', '10:33:00']) {
    at(time);
    const reader = browser();
    await signIn(reader);
    // Whoever is signed in already is no sign-in.
    await reader.get('session');
  }
  const wrong = browser();
  wrong.script['/processes/login/verify'] = () => error(403, 20005);
  await signIn(wrong);
  expect(await ask('How many sign-ins a minute?', out.text)).toEqual([
    '2026-05-04T10:31 2 signed in, 0 refused',
    '2026-05-04T10:33 1 signed in, 1 refused',
  ]);
});

test('whether the hosted API is slow', async () => {
  const { out, browser, at } = newspaper();
  at('10:31:00');
  await signIn(browser());
  at('10:32:00');
  const failing = browser();
  failing.script['/processes/login/verify'] = () => error(503);
  await signIn(failing);
  const times = String.raw`operations, \d+ ms on average, \d+ ms at most`;
  expect(await ask('Is the hosted API slow?', out.text)).toEqual([
    expect.stringMatching(new RegExp(`^2026-05-04T10:31 2 ${times}, 0 failed$`)),
    expect.stringMatching(new RegExp(`^2026-05-04T10:32 1 ${times}, 1 failed$`)),
  ]);
});

test('who signed a reader out', async () => {
  const { out, browser, at } = newspaper();
  const [home, phone, other] = [browser(), browser(), browser('other@example.org')];
  for (const each of [home, phone]) await signIn(each);
  await signIn(other, 'other@example.org');
  at('10:40:00');
  await home.request('DELETE', 'session');
  await other.request('DELETE', 'session');
  phone.script['/sessions/validate'] = () => error(401, 20028);
  await phone.get('session');
  const who = (await hashOf('reader@example.org')).join('\n');
  expect(parsed(await ask('Who signed this reader out?', out.text, { who }))).toMatchObject([
    { time: '2026-05-04T10:40:00.000Z', event: 'session-ended', route: 'session', why: 'reader' },
    { time: '2026-05-04T10:40:00.000Z', event: 'session-ended', route: 'session', why: 'refused' },
  ]);
});
