/**
 * `npm run verify:deep`: what takes longer than a commit can wait. Seeded (`--seed N`), in parts that are done once each
 * (a stopped run goes on where it was: results are kept by seed), dated results in `reports/deep/`. `--only NAME` runs one part,
 * `--times N` sets how much of it, `--requests N` how long the gateway is soaked over real sockets. Exits 1 on a failure.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { unitBusy } from './deep/busy.js';
import { cost } from './deep/cost.js';
import { crash } from './deep/crash.js';
import { playDay } from './deep/day.js';
import { enumerate } from './deep/enumeration.js';
import { load } from './deep/load.js';
import { nodeLines, onNode } from './deep/nodes.js';
import { soak } from './deep/soak.js';
import { soakServed } from './deep/soak-served.js';
import { comparePacked } from './deep/tarballs.js';
import { runInWorkerd } from './deep/workerd.js';

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string' },
    times: { type: 'string', default: '20' },
    requests: { type: 'string', default: '1000000' },
    only: { type: 'string' },
  },
});
const today = new Date().toISOString().slice(0, 10);
const seed = Number(options.seed ?? today.replaceAll('-', ''));
const times = Number(options.times);
const requests = Number(options.requests);
if (![seed, times, requests].every((each) => Number.isSafeInteger(each) && each >= 1))
  throw new RangeError('--seed, --times and --requests take whole numbers');

interface Result {
  part: string;
  date: string;
  seconds: number;
  passed: boolean;
  figures?: object;
}
const file = `reports/deep/${seed}-${times}${requests === 1_000_000 ? '' : `-${requests}`}.json`;
mkdirSync('reports/deep', { recursive: true });
const results: Result[] = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Result[]) : [];

/** The property tests of a folder, longer and from this seed. */
function properties(...tests: string[]): void {
  const { status } = spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', '--testTimeout', '3600000', ...tests],
    {
      stdio: 'inherit',
      env: {
        ...process.env,
        SSO_SEED: String(seed),
        SSO_RUNS: String(times),
        SSO_EXCHANGES: `${process.cwd()}/.tmp/exchanges-deep`,
      },
    },
  );
  if (status !== 0) throw new Error(`a property failed; again with --seed ${seed}`);
}

const parts: Record<string, () => unknown> = {
  flow: () => properties('test/flow/properties.test.ts'),
  client: () => properties('test/client/properties.test.ts'),
  simulator: () => properties('test/simulator/sequences.test.ts'),
  markup: () => properties('test/gateway/settings/sanitise-html.test.ts'),
  settings: () => properties('test/contract/merchant-settings.test.ts', 'test/contract/merchant-hosted.test.ts'),
  crash: async () => {
    const crashed = await crash(seed, 10 * times);
    assert.ok(crashed.midway >= 10 * times, 'killed in the middle of a write as often as was wanted');
    return crashed;
  },
  gateway: () => {
    properties('test/attacks/fuzz/gateway.test.ts');
    return { requests: 5000 * times };
  },
  endpoints: () => {
    properties('test/attacks/fuzz/endpoints.test.ts');
    return { requests: 1500 * times };
  },
  soak: () => soakServed(requests),
  'soak-inside': () => soak(100 * times + 200),
  load: () => load(seed, 50 * times),
  enumeration: () => enumerate(seed, 100 * times),
  cost: () => cost(),
  day: () => playDay(seed, times),
  workerd: () => runInWorkerd(),
  tarballs: () => comparePacked(),
  'unit-busy': () => unitBusy(Math.ceil(times / 2)),
  ...Object.fromEntries(nodeLines.map((line) => [`node-${line}`, () => onNode(line)])),
};
if (options.only !== undefined && !(options.only in parts))
  throw new RangeError(`--only takes one of ${Object.keys(parts).join(', ')}: there is no ${options.only}`);

for (const [part, run] of Object.entries(parts)) {
  if (part !== (options.only ?? part)) continue;
  if (results.some((result) => result.part === part && result.passed)) {
    console.log(`– ${part}: done before with this seed`);
    continue;
  }
  const started = performance.now();
  let passed = true;
  let figures: object | undefined;
  try {
    const result = await run();
    if (typeof result === 'object' && result !== null) figures = result;
  } catch (error) {
    passed = false;
    process.exitCode = 1;
    console.error(error);
  }
  const seconds = Number(((performance.now() - started) / 1000).toFixed(1));
  results.push({ part, date: new Date().toISOString(), seconds, passed, ...(figures && { figures }) });
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  console.log(`${passed ? '✓' : '✗'} ${part} (${seconds} s)${figures ? ` ${JSON.stringify(figures)}` : ''}`);
}
