/**
 * What the gateway itself costs: beside routes of Hono that do the least, and beside an earlier version of itself. Servers, hosted API and
 * readers are processes of their own, over real sockets with ten connections that stay open. Both sides of a pair take turns, so that what else
 * the machine does falls on both.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Deed, Done, Order } from './cost/reader.js';
import type { Extra, SwitchedPorts } from './cost/switched.js';
import { origin } from './load/http.js';
import { bundle } from './program.js';
import { programs, type Program } from './programs.js';

/** The version that the processor time of a whole sign-in is compared with. */
const earlier = '3331345';
/** At least so much of the throughput of what does the least. */
const leastThroughput = { settings: 0.7, settingsBeside: 0.7, start: 0.6, session: 0.7 } as const;
/** At most so much of the processor time of the earlier version. */
const mostTime = 0.63;
/** What is measured with more switched on, too. */
const switched = ['settings', 'sign-in', 'start'] as const satisfies Deed[];
/**
 * At least so much of the throughput with nothing switched on. The tenth is of what readers do, the settings and a whole sign-in, by which one run
 * differs from the next by three hundredths; a start that signs in at once by itself also signs the device's cookie, and costs a larger share of less.
 */
const leastWith = {
  'limits and log': { settings: 0.9, 'sign-in': 0.87, start: 0.8 },
  'log and metrics': { settings: 0.9, 'sign-in': 0.87, start: 0.85 },
  'limits, log and metrics': { settings: 0.9, 'sign-in': 0.85, start: 0.82 },
} as const satisfies Record<Extra, Record<(typeof switched)[number], number>>;
const pairs = 5;
/** Short turns, and many of them: what else the machine does falls on both. The first ones warm up. */
const switchedTurns = { pairs: 40, warm: 10, milliseconds: 500 } as const;

/** Median, least and most. */
type Spread = readonly [median: number, least: number, most: number];
export interface Cost {
  /** Requests a second: ours, and of what does the least. */
  ours: Spread;
  bare: Spread;
  /** Ours by the other, pair by pair. */
  throughput: Spread;
  /** Processor time of the server for each request, ours by the other. */
  time: Spread;
}
/** Milliseconds of processor time for each sign-in. */
export interface SignInCost {
  ours: Spread;
  earlier: Spread;
  ratio: Spread;
}
/**
 * `step`: a start that leads to another step, which has a key of its own. `settingsBeside`: the settings beside Hono's own adapter for Node, which
 * makes no request and response of the web. A step has no limit.
 */
export type Costs = Record<keyof typeof leastThroughput | 'step', Cost> & {
  signIn: SignInCost;
  /** Ours with more switched on, beside ours without (`bare`). */
  extras: Record<Extra, Record<(typeof switched)[number], Cost>>;
};

const rounded = (value: number): number => Number(value.toPrecision(3));
function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((one, other) => one - other);
  return [sorted[Math.floor(sorted.length / 2)], sorted[0], sorted.at(-1)].map((each = NaN) =>
    rounded(each),
  ) as unknown as Spread;
}

/** Bundles the gateway's program with the sources of an earlier version; returns the directory of a program. */
function earlierSources(): string {
  const root = resolve('.tmp', `cost-${earlier}`);
  mkdirSync(root, { recursive: true });
  const archive = execFileSync('git', ['archive', '--format=tar', earlier, 'src'], { maxBuffer: 2 ** 28 });
  execFileSync('tar', ['-x', '-C', root], { input: archive });
  const programsOf = join(root, 'scripts/deep/cost');
  mkdirSync(programsOf, { recursive: true });
  // Where today's program looks for what was in one file then.
  mkdirSync(join(root, 'src/gateway/node'), { recursive: true });
  writeFileSync(
    join(root, 'src/gateway/node/serve.ts'),
    // It had no pool.
    "export { serveGateway } from '../node.js';\nexport const pooledFetch = () => (request) => fetch(request);\n",
  );
  return programsOf;
}

interface Server {
  program: Program;
  port: number;
}
/** Microseconds of processor time so far. */
async function timeOf({ program }: Server): Promise<number> {
  program.child.send('time');
  const { user, system } = await program.heard<NodeJS.CpuUsage>();
  return user + system;
}

/** @param seconds that each turn of a side lasts; `signIns` in a turn of the earlier version and ours */
export async function cost(seconds = 2, signIns = 1000): Promise<Costs> {
  const directory = mkdtempSync(resolve('.tmp', 'sso-cost-'));
  const { start, run, end } = programs('cost', directory);
  process.once('exit', end);
  try {
    const api = await start('hosted-api').heard<string>();
    const env = { SSO_API_URL: api, SSO_ORIGIN: origin, SSO_SECRET: 'a sealing secret of more than 32 characters' };
    const serve = async (program: Program): Promise<Server> => ({ program, port: await program.heard<number>() });
    const ours = await serve(start('gateway', [], { ...env, SSO_LIMIT_MODE: 'off' }));
    const old = join(directory, 'earlier.mjs');
    bundle('cost/gateway.ts', old, {}, earlierSources());
    const before = await serve(run(old, [], env));
    const readers = start('reader', [origin]);
    await readers.heard();
    const ordered = (order: Order): Promise<Done> => {
      readers.child.send(order);
      return readers.heard<Done>();
    };
    const once = (deed: Deed, port = ours.port) => ordered({ deed, port, cookie: '', times: 1 });
    const { cookie } = await once('start');
    const { head, body } = await once('settings');
    const etag = /\r\netag: (.*)\r\n/i.exec(head)?.[1] ?? '';
    const least = { ...env, SSO_SETTINGS: body, SSO_ETAG: etag };
    const bare = await serve(start('bare', [], least));
    const other = await serve(start('bare', [], { ...least, SSO_ADAPTER: 'hono' }));
    assert.equal((await once('settings', bare.port)).body, body, 'the same bytes');

    async function turn(server: Server, deed: Deed, limit: Pick<Order, 'times' | 'milliseconds'>) {
      const used = await timeOf(server);
      const { times, milliseconds } = await ordered({ deed, port: server.port, cookie, ...limit });
      return { rate: times / (milliseconds / 1000), time: ((await timeOf(server)) - used) / times };
    }
    /** Turns of both, each pair beginning with the other one; the first `warm` pairs warm up. */
    async function compare(
      one: Server,
      other: Server,
      deed: Deed,
      limit: Pick<Order, 'times' | 'milliseconds'>,
      { pairs: kept, warm }: { pairs: number; warm: number } = { pairs, warm: 1 },
    ) {
      const turns = [];
      for (let pair = -warm; pair < kept; pair += 1) {
        const first = await turn(pair % 2 === 0 ? one : other, deed, limit);
        const second = await turn(pair % 2 === 0 ? other : one, deed, limit);
        if (pair >= 0) turns.push(pair % 2 === 0 ? { one: first, other: second } : { one: second, other: first });
      }
      return turns;
    }
    const costOf = (what: string, turns: Awaited<ReturnType<typeof compare>>): Cost => {
      const found = {
        ours: spread(turns.map(({ one }) => one.rate)),
        bare: spread(turns.map(({ other }) => other.rate)),
        throughput: spread(turns.map(({ one, other }) => one.rate / other.rate)),
        time: spread(turns.map(({ one, other }) => one.time / other.time)),
      };
      console.log(`${what}: ${JSON.stringify(found)}`);
      return found;
    };
    const measure = async (deed: Deed, beside = bare): Promise<Cost> =>
      costOf(deed, await compare(ours, beside, deed, { milliseconds: seconds * 1000 }));
    const measured = {
      settings: await measure('settings'),
      settingsBeside: await measure('settings', other),
      start: await measure('start'),
      step: await measure('step'),
      session: await measure('session'),
    };
    const program = start('switched', [], env);
    const { without, ports } = await program.heard<SwitchedPorts>();
    const extras = {} as Costs['extras'];
    for (const extra of Object.keys(leastWith) as Extra[]) {
      const found = {} as Costs['extras'][Extra];
      for (const deed of switched) {
        const [one, other] = [ports[extra], without].map((port) => ({ program, port })) as [Server, Server];
        const { milliseconds } = switchedTurns;
        found[deed] = costOf(`${deed} with ${extra}`, await compare(one, other, deed, { milliseconds }, switchedTurns));
      }
      extras[extra] = found;
    }
    const turns = await compare(ours, before, 'sign-in', { times: signIns });
    const signIn = {
      ours: spread(turns.map(({ one }) => one.time / 1000)),
      earlier: spread(turns.map(({ other }) => other.time / 1000)),
      ratio: spread(turns.map(({ one, other }) => one.time / other.time)),
    };
    console.log(`sign-in: ${JSON.stringify(signIn)}`);
    const slow = Object.entries(leastThroughput).filter(
      ([deed, limit]) => !(measured[deed as keyof typeof measured].throughput[0] >= limit),
    );
    for (const [extra, least] of Object.entries(leastWith) as [Extra, (typeof leastWith)[Extra]][])
      for (const deed of switched)
        assert.ok(
          extras[extra][deed].throughput[0] >= least[deed],
          `${deed} with ${extra} has at least ${least[deed]} of the throughput without`,
        );
    assert.deepEqual(Object.fromEntries(slow), {}, 'the gateway is hardly slower than what does the least');
    assert.ok(signIn.ratio[0] <= mostTime, `a sign-in takes ${mostTime} of the time of ${earlier} at most`);
    return { ...measured, signIn, extras };
  } finally {
    process.off('exit', end);
    end();
    rmSync(directory, { recursive: true, force: true });
  }
}
