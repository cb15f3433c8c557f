/** What the day came to, as Markdown: for `reports/day.md`, and for the page. */
import { type Assumptions, assumptions, extrapolate, shown } from './extrapolation.js';
import type { DayFigures, DeedFigures } from './figures.js';
import type { Latency } from './metrics-said.js';
import { attackHours, attacks, deedsOfDay, happenings } from './timeline.js';

type Counts = Readonly<Record<string, number>>;

const sumOf = (counts: Counts): number => Object.values(counts).reduce((sum, each) => sum + each, 0);
const listed = (counts: Counts): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${shown(count)}`)
    .join(', ') || 'none';
const table = (heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
const coded = (name: string): string => `\`${name}\``;
const milliseconds = (seconds: number | undefined): string => (seconds === undefined ? '' : shown(seconds * 1000));
/** Minute of the day → `14:05`. */
export const clock = (minute: number): string =>
  [Math.floor(minute / 60), Math.round(minute) % 60].map((part) => String(part).padStart(2, '0')).join(':');

const deedRow = ({ deed, times, median, p95, outcomes }: DeedFigures): (string | number)[] => [
  deed,
  shown(times),
  shown(median),
  shown(p95),
  listed(outcomes),
];

/** What readers do, and what happens to the machines. */
export const plan = (): string => `${table(
  ['a day’s', 'times'],
  [
    ['visits (settings, who is signed in)', shown(deedsOfDay.visit)],
    ['sign-ins', shown(deedsOfDay.signIn)],
    ['registrations with a consent', shown(deedsOfDay.register)],
    ['forgotten passwords', shown(deedsOfDay.reset)],
    ['sign-outs', shown(deedsOfDay.signOut)],
    [
      `wrong passwords of strangers, from ${attackHours[0]} to ${attackHours[1]} o’clock, at 20 accounts`,
      shown(attacks),
    ],
  ],
)}

${table(
  ['at', 'what happens'],
  happenings.map(({ at, what }) => [clock(at * 60), what]),
)}`;

function whatReadersMet({ lost, consents, deeds, late }: DayFigures): string {
  return `### What was lost

${lost.length === 0 ? 'Nothing.' : lost.map((each) => `- ${each}`).join('\n')} Consents that were given, and looked for at the hosted API and in the log of consents afterwards: ${shown(consents)}.

### What readers met

Milliseconds are of whole deeds, several calls each. Looks at which deeds had to wait for their turn: ${shown(late)}.

${table(['deed', 'times', 'median', '95 %', 'outcomes'], deeds.map(deedRow))}`;
}

function whatMetricsSaid({ metrics, log, operations }: DayFigures): string {
  const slow = new Map(metrics.operationsWhileSlow.map((each) => [each.name, each]));
  const latency = ({ name, times, p50, p95 }: Latency) => [
    coded(name),
    shown(times),
    milliseconds(p50),
    milliseconds(p95),
  ];
  return `### What the metrics said

${shown(metrics.scrapes.answered)} scrapes were answered, ${shown(metrics.scrapes.failed)} were not. What a process counts after its last scrape is in no metric: of ${shown(log.signIns)} sign-ins in the log the metrics have ${shown(sumOf(metrics.signIns))}, of ${shown(sumOf(operations))} operations that the hosted API has counted ${shown(metrics.operations.reduce((sum, { times }) => sum + times, 0))}.

- Sign-ins, by route: ${listed(metrics.signIns)}
- Sign-ins that failed, by outcome: ${listed(metrics.signInFailures)}
- Calls that a limit held back: ${listed(metrics.limits)}
- Operations of the hosted API that failed: ${listed(metrics.failures)}
- Minutes with an open circuit: ${listed(metrics.circuits)}
- Minutes with an emergency: ${shown(metrics.emergency)}

Time of operations, in milliseconds as the buckets tell it, all of the day and in the hour in which the hosted API was slow:

${table(
  ['operation', 'times', 'median', '95 %', 'slow: median', '95 %'],
  metrics.operations.map((each) => [
    ...latency(each),
    milliseconds(slow.get(each.name)?.p50),
    milliseconds(slow.get(each.name)?.p95),
  ]),
)}

Time of calls:

${table(['call', 'times', 'median', '95 %'], metrics.calls.map(latency))}`;
}

function whichAlerts({ alerts }: DayFigures): string {
  if (!alerts) return `### Which alerts fired\n\nNot evaluated: the machine had no promtool.`;
  const spell = ([from, to]: readonly [number, number]): string =>
    from === to ? clock(from) : `${clock(from)}–${clock(to)}`;
  return `### Which alerts fired

${
  alerts.length === 0
    ? 'None.'
    : table(
        ['alert', 'firing'],
        alerts.map(({ alert, spells }) => [alert, spells.map(spell).join(', ')]),
      )
}`;
}

function whatLogSaid({ log, proxyErrors }: DayFigures): string {
  return `### What the log said

${shown(log.lines)} lines. The queries of [reading the log](logs.md) answered:

- How many sign-ins a minute? At most: ${coded(log.busiestMinute)}
- Is the hosted API slow? The slowest minute of an hour before, and of the slow one: ${log.slowest.map(coded).join(', ')}
- Calls in which an operation failed: ${listed(log.failures)}
- Errors of nginx, also where the other instance answered then: ${listed(proxyErrors)}

${table(
  ['call', 'times', 'outcomes'],
  Object.entries(log.calls).map(([route, outcomes]) => [coded(route), shown(sumOf(outcomes)), listed(outcomes)]),
)}

${table(
  ['other event', 'lines'],
  Object.entries(log.events).map(([event, lines]) => [event, shown(lines)]),
)}`;
}

function whatItCost({ measured, redis, operations, startingTime, scrapeTime, metrics }: DayFigures): string {
  const { processorTime, calls, signIns, keys } = measured;
  return `### What it cost

${table(
  ['', ''],
  [
    ['calls of the gateways', shown(calls)],
    ['sign-ins', shown(signIns)],
    ['processor time of both gateways', `${shown(processorTime)} s, and ${shown(startingTime)} s for their starts`],
    [
      '… of which scrapes, at what one takes of an idle instance',
      `${shown(scrapeTime * metrics.scrapes.answered)} s (${shown(scrapeTime * 1000)} ms each)`,
    ],
    ['… by call', `${shown((processorTime / calls) * 1000)} ms`],
    ['… by sign-in, with all else that readers do', `${shown((processorTime / signIns) * 1000)} ms`],
    ['memory of one instance, at most', `${shown(measured.instanceMemory / 1e6)} MB`],
    ['commands of Redis', `${shown(sumOf(redis.commands))} (${listed(redis.commands)})`],
    ['… by sign-in', shown(sumOf(redis.commands) / signIns)],
    ['memory of Redis', `${shown(redis.memory.first / 1e6)} MB at first, ${shown(redis.memory.most / 1e6)} MB at most`],
    ['operations of the hosted API', `${shown(sumOf(operations))} (${listed(operations)})`],
    ['… by sign-in', shown(sumOf(operations) / signIns)],
  ],
)}

${table(
  ['keys in Redis at the end', 'keys', 'bytes', 'seconds left, at most'],
  keys.map(({ kind, keys: count, bytes, lifetime }) => [
    coded(kind),
    shown(count),
    shown(bytes),
    lifetime > 0 ? shown(lifetime) : 'for ever',
  ]),
)}`;
}

/** The part of the page that a run has written. */
export function daySection(figures: DayFigures): string {
  const { date, node, cores, load, minutes, seed, part } = figures.run;
  return [
    `Played on ${date.slice(0, 10)}, with Node ${node} on ${cores} cores that readers, hosted API, nginx and Redis share with the gateways; load of the machine before and after: ${load.map((each) => each.toFixed(1)).join(' and ')}. \`npm run day -- --minutes ${minutes} --part ${part} --seed ${seed}\`: 24 hours in ${minutes} minutes, with ${part === 1 ? 'all' : part} of the readers.`,
    whatReadersMet(figures),
    whatMetricsSaid(figures),
    whichAlerts(figures),
    whatLogSaid(figures),
    whatItCost(figures),
  ].join('\n\n');
}

/** The arithmetic for many publishers. */
export function extrapolationSection({ measured }: DayFigures, given: Partial<Assumptions> = {}): string {
  const { rows } = extrapolate(measured, given);
  return `${table(
    ['assumed', 'value'],
    Object.entries({ ...assumptions, ...given }).map(([name, value]) => [coded(name), String(value)]),
  )}

${table(
  ['for all publishers', 'arithmetic', 'value'],
  rows.map(({ what, how, value }) => [what, how, value]),
)}`;
}

/** @param hours hour → what readers met in it */
export const report = (
  figures: DayFigures,
  hours: readonly (readonly DeedFigures[])[],
): string => `# A day in production

${daySection(figures)}

## By the hour

${table(
  ['hour', 'deed', 'times', 'median', '95 %', 'outcomes'],
  hours.flatMap((deeds, hour) => deeds.map((each) => [String(hour).padStart(2, '0'), ...deedRow(each)])),
)}

## Many publishers

${extrapolationSection(figures)}
`;
