/** What readers see while something around the gateway is wrong, and what is lost by it: a table, in `reports/faults.md`. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { untilPasses } from '../../support/until.js';
import { known, password } from '../support/hosted-api.js';
import { signIn } from '../support/journey.js';
import type { Answer, Reader } from '../../../scripts/hosts/http-reader.js';
import { faults, startSurroundings, type Surroundings } from './faults.js';

const cleaning: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleaning.splice(0).reverse()) await clean();
});

/** What a reader sees of something that she does meanwhile. */
interface Seen {
  'opens the form': string;
  'reads on, signed in': string;
  'enters a code': string;
  'signs in': string;
  'signs out': string;
}
interface Row extends Seen {
  lost: readonly string[];
}
const rows = new Map<string, Row>();

/** An answer in a word or two. */
function said({ status, body }: Answer): string {
  const word = status === 200 ? (body['kind'] ?? body['availability']) : body['code'];
  return typeof word === 'string' ? word : String(status);
}

const email = 'new@example.org';

/** Who has a code that she has not entered, and has agreed to mails. */
async function newcomer({ api, reader }: Surroundings): Promise<{ reader: Reader; verify: () => Promise<Answer> }> {
  const one = reader();
  const { body } = await one.get('/sso/settings');
  const { hash } = body['optIn'] as { hash: string };
  const started = await one.post('/sso/registration/start', { email, password, optIn: true, optInHash: hash });
  expect(started.body).toMatchObject({ kind: 'step', step: 'verify' });
  const { code } = api.simulator.inbox.findLast(({ to }) => to === email)!;
  return { reader: one, verify: () => one.post('/sso/registration/verify', { flow: started.body['flow'], code }) };
}

/** A copy of what is in a reader's browser. */
function copyOf({ reader }: Surroundings, one: Reader): Reader {
  const copy = reader();
  for (const [name, value] of one.cookies) copy.cookies.set(name, value);
  return copy;
}

/** Enters the code again, or else signs in to the account that there is by now, or else begins anew; returns what was lost by that. */
async function registerAgain({ reader, verify }: Awaited<ReturnType<typeof newcomer>>): Promise<string[]> {
  if (said(await verify()) === 'session') return [];
  if (said(await reader.post('/sso/login/start', { identifier: email, password })) === 'session')
    return ['the registration: the account is there, and takes a sign-in'];
  return ['the registration: it has to be begun anew'];
}

async function play(around: Surroundings, fault: (typeof faults)[number]): Promise<Row> {
  const [reading, leaving] = [around.reader(), around.reader()];
  for (const one of [reading, leaving]) await signIn(one, known);
  const registering = await newcomer(around);
  const copy = copyOf(around, leaving);
  around.setClock(0);

  await fault.begin(around);
  const seen: Seen = {
    'opens the form': said(await around.reader().get('/sso/settings')),
    'reads on, signed in': said(await reading.get('/sso/session')),
    'enters a code': said(await registering.verify()),
    'signs in': said(await around.reader().post('/sso/login/start', { identifier: known, password })),
    'signs out': said(await leaving.delete('/sso/session')),
  };
  await fault.end(around);

  // It is all well again once a reader can sign in.
  await untilPasses(() => signIn(around.reader(), known));
  const lost: string[] = [];
  if (said(await reading.get('/sso/session')) !== 'session') lost.push('the session');
  if (seen['enters a code'] !== 'session') lost.push(...(await registerAgain(registering)));
  await registering.reader.get('/sso/session');
  if (!around.api.simulator.customer(email)?.optIns['EMAIL']) lost.push('the consent');
  if (said(await leaving.get('/sso/session')) !== 'signedOut') lost.push('the sign-out');
  // Instances are told of it once the store answers again.
  await untilPasses(async () => {
    for (let count = 0; count < 4; count += 1) expect(said(await copy.get('/sso/session'))).toBe('signedOut');
  }).catch(() => lost.push('the sign-out of a copied cookie'));
  return { ...seen, lost };
}

/** Nobody notices. */
const unseen: Row = {
  'opens the form': 'available',
  'reads on, signed in': 'session',
  'enters a code': 'session',
  'signs in': 'session',
  'signs out': 'done',
  lost: [],
};
const refused = (code: string): Row => ({ ...unseen, 'enters a code': code, 'signs in': code });
/** Fault → what is expected. */
const expected: Readonly<Record<string, Row>> = {
  nothing: unseen,
  'Redis is away': unseen,
  'Redis is mute': unseen,
  'the hosted API never replies': refused('upstream-timeout'),
  'the hosted API does as it is told, and replies too late': {
    ...refused('upstream-timeout'),
    lost: ['the registration: the account is there, and takes a sign-in'],
  },
  'the hosted API is broken': refused('upstream-failed'),
  'the hosted API breaks off in its replies': refused('upstream-failed'),
  // Who opens the form first gets it as it was, while the settings are refreshed behind.
  'an emergency: every API token is switched off': refused('login-emergency'),
  'an instance is killed': unseen,
  // Between the two phases of a registration, 15 minutes are all there is.
  'the clocks jump an hour ahead': {
    ...unseen,
    'enters a code': 'flow-expired',
    lost: ['the registration: it has to be begun anew', 'the consent'],
  },
  'the clocks jump an hour back': unseen,
};

test.each(faults)('$name', async (fault) => {
  const folder = mkdtempSync(join(tmpdir(), 'sso-faults-'));
  cleaning.push(() => rmSync(folder, { recursive: true }));
  const around = await startSurroundings(folder);
  cleaning.push(around.stop);
  const row = await play(around, fault);
  rows.set(fault.name, row);
  expect(row).toEqual(expected[fault.name]);
});

afterAll(() => {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const [first] = rows.values();
  if (!first) return;
  const head = ['While', ...Object.keys(first)];
  const lines = [...rows].map(([name, { lost, ...seen }]) =>
    line([name, ...Object.values(seen), lost.join(', ') || 'nothing']),
  );
  mkdirSync('reports', { recursive: true });
  writeFileSync(
    'reports/faults.md',
    `# Faults\n\nWritten ${new Date().toISOString()}: what readers saw of two instances behind nginx that share Redis, and what was lost.\n\n${[line(head), line(head.map(() => '---')), ...lines].join('\n')}\n`,
  );
});
