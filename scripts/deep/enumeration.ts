/**
 * Whether a stranger can tell by how long an answer takes who has an account: pairs of calls over HTTP, one for an account and one for none, in
 * turns, against a gateway and a hosted API in processes of their own. The latter needs 75 ms more where there is an account.
 */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Difference, differenceOf, isEquivalent, isFound } from './enumeration/equivalence.js';
import { injected } from './enumeration/injected.js';
import { client, origin, type Received, type Sent } from './load/http.js';
import { programs } from './programs.js';

/** Milliseconds by which the medians may differ. */
const margin = 2;
/** Milliseconds that the control holds answers back by. */
const control = 4;
/** Pairs at a time: nearly all of the time is waiting. */
const atOnce = 40;
/** Pairs of each kind before any is measured: everything is loaded and compiled then. */
const warmUp = 80;

type Kind = 'known' | 'unknown';
type Send = (sent: Sent) => Promise<Received>;
const post = (path: string, body: object, headers: Record<string, string> = {}): Sent => ({
  method: 'POST',
  path: `/sso/${path}`,
  body: JSON.stringify(body),
  headers,
});
const forgot = (identifier: string, headers?: Record<string, string>): Sent =>
  post('password-forgotten/start', { identifier }, headers);

/** What is measured → what it sends, once the way there is gone. */
const calls: Readonly<
  Record<string, { status: number; prepare: (send: Send, identifier: string) => Sent | Promise<Sent> }>
> = {
  'sign-in': {
    status: 403,
    prepare: (_send, identifier) => post('login/start', { identifier, password: 'guessed' }),
  },
  'password forgotten': { status: 200, prepare: (_send, identifier) => forgot(identifier) },
  'a wrong code': {
    status: 403,
    async prepare(send, identifier) {
      const { cookies } = await send(forgot(identifier));
      const pairs = cookies.map((line) => line.split(';')[0] ?? '');
      const flow = pairs.map((pair) => /sso_flow_([\w-]{22})=/.exec(pair)?.[1]).find((id) => id !== undefined);
      return post('password-forgotten/verify', { flow, code: '123456' }, { Cookie: pairs.join('; ') });
    },
  },
};

export interface Enumerated extends Difference {
  /** Milliseconds: the median wait for an account, and for none. */
  waits: readonly [known: number, unknown: number];
}

const medianOf = (values: readonly number[]): number => differenceOf(values).median;
const rounded = (value: number): number => Number(value.toFixed(3));

/** `held`: milliseconds by which answers for an account are held back. */
async function measure(send: Send, call: string, seed: number, pairs: number, held: number): Promise<Enumerated> {
  const { status, prepare } = calls[call]!;
  const waits: Record<Kind, number[]> = { known: [], unknown: [] };
  const differences: number[] = [];
  async function ask(kind: Kind, number: number): Promise<number> {
    const sent = await prepare(send, `${kind}-${seed}-${number}@example.org`);
    const headers = { ...sent.headers, [injected]: kind === 'known' ? String(held) : '0' };
    const began = performance.now();
    const received = await send({ ...sent, headers });
    const took = performance.now() - began;
    assert.equal(received.status, status, `${call} of ${kind}`);
    return took;
  }
  let next = 0;
  async function work(): Promise<void> {
    for (let number = next++; number < pairs + warmUp; number = next++) {
      const order: readonly Kind[] = (seed + number) % 2 === 0 ? ['known', 'unknown'] : ['unknown', 'known'];
      const took: Record<Kind, number> = { known: 0, unknown: 0 };
      for (const kind of order) took[kind] = await ask(kind, number);
      if (number < warmUp) continue;
      for (const kind of order) waits[kind].push(took[kind]);
      differences.push(took.known - took.unknown);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work));
  const { median, low, high } = differenceOf(differences);
  return {
    pairs,
    median: rounded(median),
    low: rounded(low),
    high: rounded(high),
    waits: [rounded(medianOf(waits.known)), rounded(medianOf(waits.unknown))],
  };
}

/** Measures every call, and a sign-in whose answers are held back. Throws an `AssertionError` where waits tell, or the control does not. */
export async function enumerate(seed: number, pairs: number): Promise<Record<string, Enumerated>> {
  mkdirSync('.tmp', { recursive: true });
  // Within the repository: the gateway's pool is installed there.
  const directory = mkdtempSync(join('.tmp', 'enumeration-'));
  const { start, end } = programs('enumeration', directory);
  process.once('exit', end);
  try {
    const env = {
      SSO_API_URL: await start('hosted-api').heard<string>(),
      SSO_ORIGIN: origin,
      SSO_SECRET: 'a sealing secret of more than 32 characters',
    };
    const send = client(await start('gateway', [], env).heard<string>(), atOnce);
    const found: Record<string, Enumerated> = {};
    for (const call of Object.keys(calls)) {
      found[call] = await measure(send, call, seed, pairs, 0);
      console.log(`${call}: ${JSON.stringify(found[call])}`);
    }
    const name = `sign-in, ${control} ms held back`;
    const held = (found[name] = await measure(send, 'sign-in', seed + 1, pairs, control));
    console.log(`${name}: ${JSON.stringify(held)}`);
    for (const call of Object.keys(calls))
      assert.ok(isEquivalent(found[call]!, margin), `${call} takes as long for an account as for none`);
    assert.ok(isFound(held) && !isEquivalent(held, margin), 'the control finds what is held back');
    return found;
  } finally {
    process.off('exit', end);
    end();
    rmSync(directory, { recursive: true, force: true });
  }
}
