/**
 * `npm run day`: 24 hours of a mid-size newspaper in minutes, against two instances of the command, nginx and Redis. Clocks of the gateways and of
 * the hosted API run faster; time-outs, pauses and Redis's own times do not. Prints what readers met, what was lost and what the log said; writes
 * it to `reports/day.md`. Exits 1 where something was lost. `--minutes N` (8), `--seed N` (the date), `--part 0.1` of the readers.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { missingPackages } from './hosts/missing.js';
import { createDeeds } from './day/deeds.js';
import { createLedger } from './day/ledger.js';
import { openNewspaper } from './day/newspaper.js';
import { createRandom } from './day/people.js';
import { report } from './day/report.js';
import { attackHours, attacks, deedsOfDay, due, happenings } from './day/timeline.js';

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '8' },
    seed: { type: 'string', default: new Date().toISOString().slice(0, 10).replaceAll('-', '') },
    part: { type: 'string', default: '1' },
  },
});
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
const env = {
  DAY_PACE: String(86_400_000 / length),
  DAY_REAL: String(Date.now()),
  DAY_FIRST: String(midnight),
};

console.log(`24 hours in ${minutes} minutes, seed ${seed}, ${part} of the readers`);
const newspaper = await openNewspaper(customers, env);
const ledger = createLedger();
let began = performance.now();
const hourNow = (): number => ((performance.now() - began) / length) * 24;
const hour = (): number => Math.min(23, Math.floor(hourNow()));
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
const works = newspaper.processorTime();
let last = 0;
const coming = [...happenings];
const happening: Promise<unknown>[] = [];
/** What an operator does, in its turn: a restart takes a while. */
let operator: Promise<unknown> = Promise.resolve();
for (began = performance.now(); last < 24;) {
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

// Whatever was given is kept: at the hosted API, and in the log of consents.
const lines = readFileSync(newspaper.consentLog, 'utf8').split('\n').filter(Boolean);
const kept = new Set<string>();
for (const line of lines) {
  const { customerId, phase } = JSON.parse(line) as { customerId?: string; phase?: string };
  if (customerId !== undefined && phase !== 'asked') kept.add(customerId);
}
for (const email of deeds.consents) {
  const customer = await newspaper.ask<{ customerId: string; optIns: Record<string, unknown> } | undefined>({
    ask: 'customer',
    email,
  });
  if (!customer) ledger.lose(`the account of ${email}`);
  else if (!customer.optIns['EMAIL']) ledger.lose(`the consent of ${email}, at the hosted API`);
  else if (!kept.has(customer.customerId)) ledger.lose(`the consent of ${email}, in the log of consents`);
}
const operations = await newspaper.ask<Record<string, number>>({ ask: 'operations' });
const text = report({
  ledger,
  lines: newspaper.lines,
  operations,
  late,
  minutes,
  part,
  seed,
  processorTime: newspaper.processorTime() - works,
  consents: deeds.consents.length,
});
mkdirSync('reports', { recursive: true });
writeFileSync('reports/day.md', text);
console.log(text);
await newspaper.stop();
process.exitCode = ledger.lost.length > 0 ? 1 : 0;
