/** Starts the demo as a user does, and drives it from tests. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserAnswer } from '../../demo/node/recorders.js';
import type { InboxEntry } from '../../demo/simulator/inbox-entries.js';
import type { Fault } from '../../src/simulator/index.js';
import type { Exchange } from '../../src/testing/exchange-recorder.js';
import { startChild } from '../run/child.js';
import { demoExchanges, exchangesDir, root } from '../run/paths.js';

/** Where a demo runs, and where it records what passes. */
export interface DemoPlace {
  /** As the demo prints it. */
  origin: string;
  /** Directories of files with a JSON value a line. */
  exchanges: string;
  answers: string;
}

/** A demo as tests drive it. What it recorded before this was made for it is left out. */
export interface Demo {
  origin: string;
  reset(): Promise<void>;
  configure(settings: object): Promise<void>;
  advance(seconds: number): Promise<void>;
  fault(fault: Fault): Promise<void>;
  inbox(): Promise<InboxEntry[]>;
  /** The current two-factor code of a customer. Throws when there is none. */
  code(email: string): Promise<string>;
  /** What has passed between gateway and simulator so far. */
  exchanges(): Exchange[];
  /** Every answer that a browser has been sent so far, but for static files. */
  answers(): BrowserAnswer[];
}

export interface RunningDemo extends Demo {
  stop(): Promise<void>;
}

/** The values in a directory of files with one JSON value a line. */
const readLines = <T>(directory: string): T[] =>
  readdirSync(directory)
    .flatMap((file) => readFileSync(join(directory, file), 'utf8').split('\n'))
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);

/** Runs `npm start` on a free port. Resolves when it has printed its address; rejects with its output when it ends before. */
export async function launchDemo(): Promise<{ place: DemoPlace; stop: () => Promise<void> }> {
  const exchanges = `${exchangesDir}/${demoExchanges}${randomUUID()}`;
  // Outside of the exchanges, which the contract's check reads.
  const answers = join(root, '.tmp', `answers-${randomUUID()}`);
  for (const each of [exchanges, answers]) mkdirSync(each, { recursive: true });
  // As in a user's shell: what a test runner sets must not reach a build that comes first.
  const { NODE_ENV: _environment, VITEST: _runner, ...env } = process.env;
  const { found: origin, stop } = await startChild('npm', ['start', '--silent'], /^(http:\/\/localhost:\d+)$/m, {
    cwd: root,
    env: { ...env, PORT: '0', SSO_EXCHANGES: exchanges, SSO_ANSWERS: answers },
  });
  return {
    place: { origin, exchanges, answers },
    async stop() {
      await stop();
      rmSync(answers, { recursive: true, force: true });
    },
  };
}

/** Drives a demo that runs. */
export function demoAt({ origin, exchanges, answers }: DemoPlace): Demo {
  const before = { exchanges: readLines(exchanges).length, answers: readLines(answers).length };
  async function control<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${origin}/simulator/${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`/simulator/${path} answered ${response.status}: ${JSON.stringify(answer)}`);
    return answer as T;
  }
  const inbox = () => control<InboxEntry[]>('GET', 'inbox');
  return {
    origin,
    inbox,
    reset: () => control('POST', 'reset'),
    configure: (settings) => control('PUT', 'settings', settings),
    advance: (advanceSeconds) => control('POST', 'clock', { advanceSeconds }),
    fault: (fault) => control('POST', 'faults', fault),
    async code(email) {
      const found = (await inbox()).findLast(({ to, channel }) => to === email && channel === 'authenticator');
      if (!found?.code) throw new Error(`No authenticator shows a code for ${email}`);
      return found.code;
    },
    exchanges: () => readLines<Exchange>(exchanges).slice(before.exchanges),
    answers: () => readLines<BrowserAnswer>(answers).slice(before.answers),
  };
}

/** Starts a demo of one's own. */
export async function startDemo(): Promise<RunningDemo> {
  const { place, stop } = await launchDemo();
  return { ...demoAt(place), stop };
}
