/**
 * `npm run day`: 24 hours of a mid-size newspaper in minutes, against two instances of the command, nginx and Redis. Clocks of the gateways and of
 * the hosted API run faster; time-outs, pauses and Redis's own times do not. Prints what readers met, what was lost, what metrics and log said, and
 * what it means for many publishers; writes it to `reports/day.md` and its figures to `reports/day.json`. Exits 1 where something was lost.
 * `--minutes N` (24), `--seed N` (the date), `--part 0.1` of the readers. `--page` writes the figures into the page of `docs`, too.
 * `--from reports/day.json --assume publishers=500,vcpuHour=0.05` plays nothing: it calculates with the figures of a day.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { missingPackages } from './hosts/missing.js';
import { createDeeds } from './day/deeds.js';
import { readAssumptions } from './day/extrapolation.js';
import type { DayFigures } from './day/figures.js';
import { gather } from './day/gather.js';
import { createLedger } from './day/ledger.js';
import { lookForConsents } from './day/losses.js';
import { openNewspaper } from './day/newspaper.js';
import { writePage } from './day/page.js';
import { createRandom } from './day/people.js';
import { extrapolationSection, report } from './day/report.js';
import { attackHours, attacks, deedsOfDay, due, happenings } from './day/timeline.js';
import { scrapeCost, watch } from './day/watch.js';

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '24' },
    seed: { type: 'string', default: new Date().toISOString().slice(0, 10).replaceAll('-', '') },
    part: { type: 'string', default: '1' },
    page: { type: 'boolean', default: false },
    from: { type: 'string' },
    assume: { type: 'string', default: '' },
  },
});
const assumed = readAssumptions(options.assume);
if (options.from !== undefined) {
  console.log(extrapolationSection(JSON.parse(readFileSync(options.from, 'utf8')) as DayFigures, assumed));
  process.exit();
}
const [minutes, seed, part] = [Number(options.minutes), Number(options.seed), Number(options.part)];
if (!(minutes > 0 && part > 0 && Number.isSafeInteger(seed)))
  throw new RangeError('--minutes, --seed and --part take numbers');
const missing = missingPackages.redis();
if (missing.length > 0)
  throw new Error(`The machine lacks ${missing.join(', ')} (Debian: apt-get install ${missing.join(' ')})`);

const customers = Math.ceil(4000 * part);
/** Deeds at the same time; those beyond wait for the next look. */
const most = 100;
/** Milliseconds between two looks at what is due. */
const look = 50;
const length = minutes * 60_000;
const midnight = Date.UTC(2026, 10, 30);
/** Milliseconds until midnight, in which the newspaper opens: all clocks agree on when the day begins. */
const lead = 30_000;
const begins = Date.now() + lead;
const env = {
  DAY_PACE: String(86_400_000 / length),
  DAY_REAL: String(begins),
  DAY_FIRST: String(midnight),
};

console.log(`24 hours in ${minutes} minutes, seed ${seed}, ${part} of the readers`);
const newspaper = await openNewspaper(customers, env);
const ledger = createLedger();
const began = performance.now() + begins - Date.now();
const hourNow = (): number => ((performance.now() - began) / length) * 24;
const hour = (): number => Math.max(0, Math.min(23, Math.floor(hourNow())));
const deeds = createDeeds({ newspaper, ledger, random: createRandom(seed), hour, customers });

const running = new Set<Promise<unknown>>();
function launch(deed: () => Promise<unknown>): void {
  const one = deed().finally(() => running.delete(one));
  running.add(one);
}
const owed: Record<keyof typeof deedsOfDay | 'attack' | 'owner', number> = {
  visit: 0,
  signIn: 0,
  register: 0,
  reset: 0,
  signOut: 0,
  attack: 0,
  owner: 0,
};
let late = 0;
const duties = () => (Object.keys(owed) as (keyof typeof owed)[]).filter((name) => owed[name] >= 1);
const scrapeTime = await scrapeCost(newspaper);
if (performance.now() > began)
  throw new Error(`The newspaper did not open within ${lead / 1000} s: the machine has too much to do`);
await pause(began - performance.now());
const loadBefore = loadavg()[1]!;
const opened = { all: newspaper.processorTime(), starting: newspaper.startingTime() };
const watching = watch(newspaper, () => hourNow() * 60, length / 1440);
let last = 0;
const coming = [...happenings];
const happening: Promise<unknown>[] = [];
/** What an operator does, in its turn: a restart takes a while. */
let operator: Promise<unknown> = Promise.resolve();
while (last < 24) {
  const now = Math.min(24, hourNow());
  while (coming[0] && coming[0].at <= now) {
    const next = coming.shift()!;
    console.log(`${String(Math.floor(next.at)).padStart(2, '0')}:${next.at % 1 ? '30' : '00'} ${next.what}`);
    if ('mood' in next) happening.push(newspaper.ask({ ask: 'mood', mood: next.mood }));
    else if ('failOver' in next) happening.push(newspaper.failOver());
    else operator = operator.then(() => newspaper.restart(next.secrets));
  }
  for (const [name, ofDay] of Object.entries(deedsOfDay) as [keyof typeof deedsOfDay, number][])
    owed[name] += due(ofDay * part, last, now);
  if (now > attackHours[0] && now < attackHours[1]) {
    const share = (now - last) / (attackHours[1] - attackHours[0]);
    owed.attack += attacks * part * share;
    owed.owner += 100 * part * share;
  }
  // In turns: no deed waits for all of another kind.
  for (let names = duties(); names.length > 0 && running.size < most; names = duties())
    for (const name of names) {
      owed[name] -= 1;
      launch(deeds[name]);
    }
  if (duties().length > 0) late += 1;
  last = now;
  await pause(look);
}
await Promise.all([...running, ...happening, operator]);

await watching.stop();

await lookForConsents(newspaper, ledger, deeds.consents);
const starting = newspaper.startingTime() - opened.starting;
const figures = await gather({
  run: {
    date: new Date().toISOString(),
    node: process.versions.node,
    cores: availableParallelism(),
    load: [loadBefore, loadavg()[1]!],
    minutes,
    seed,
    part,
  },
  newspaper,
  ledger,
  watching,
  late,
  consents: deeds.consents.length,
  processorTime: newspaper.processorTime() - opened.all - starting,
  startingTime: starting,
  scrapeTime,
});
const hours = Array.from({ length: 24 }, (_, each) => ledger.deeds(each));
const text = report(figures, hours);
mkdirSync('reports', { recursive: true });
writeFileSync('reports/day.md', text);
writeFileSync('reports/day.json', `${JSON.stringify(figures, null, 2)}\n`);
console.log(text);
if (options.page) await writePage(figures);
await newspaper.stop();
process.exitCode = ledger.lost.length > 0 ? 1 : 0;
