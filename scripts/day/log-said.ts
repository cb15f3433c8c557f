/** What the log said of the day: counts, and the answers of the queries of `docs/logs.md`. */
import { askLog } from '../run/log-query.js';
import type { Line } from './newspaper.js';

export interface LogSaid {
  lines: number;
  /** `event (level)` → lines, but those of calls. */
  events: Readonly<Record<string, number>>;
  /** Route → outcome → calls. */
  calls: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Calls that were answered with a session that began. */
  signIns: number;
  /** The line of the minute with most sign-ins, by the page's query; empty where nobody signed in. */
  busiestMinute: string;
  /** Lines of the minutes in which the hosted API was slowest, by the page's query, one for each hour that was asked for. */
  slowest: readonly string[];
  /** Why operations failed, by `failed cause`. */
  failures: Readonly<Record<string, number>>;
}

export function countsOf(names: Iterable<string>): Record<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([, one], [, other]) => other - one));
}

/** Errors of nginx, without what differs from one to the next. */
export const proxyErrorsIn = (text: string): Record<string, number> =>
  countsOf(
    [...text.matchAll(/\[error\] [^*]*\*\d+ (.+?)(?: while ([^,]+))?, client:/g)].map(([, error = '', doing]) =>
      doing === undefined ? error : `${error} while ${doing}`,
    ),
  );

/** The line with the highest figure that a pattern finds. */
export function highest(lines: readonly string[], figure: RegExp): string {
  const of = (line: string): number => Number(figure.exec(line)?.[1] ?? -1);
  return lines.reduce((most, line) => (of(line) > of(most) ? line : most), '');
}

/** The hour of a line, as `2026-11-30T06`. */
const hourOf = ({ time }: Line): string => (typeof time === 'string' ? time.slice(0, 13) : '');
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** @param hours of the day for which the log is asked whether the hosted API was slow */
export async function logSaid(lines: readonly Line[], hours: readonly number[]): Promise<LogSaid> {
  const calls = lines.filter(({ event }) => event === 'call');
  const signIns = calls.filter(({ signedIn }) => signedIn === true);
  const routes = [...new Set(calls.map(({ route }) => text(route)))].sort();
  // jq is given an hour: a whole day is more than its memory in a page takes.
  const asked = async (heading: string, hour: string): Promise<string[]> => {
    const part = calls.filter((line) => hourOf(line) === hour).map((line) => JSON.stringify(line));
    return askLog(heading, part.join('\n'));
  };
  const [busiest = ''] = Object.keys(countsOf(signIns.map(hourOf)));
  const slowest = await Promise.all(
    hours.map(async (hour) => {
      const named = calls.map(hourOf).find((each) => each.endsWith(`T${String(hour).padStart(2, '0')}`));
      return named === undefined ? '' : highest(await asked('Is the hosted API slow?', named), /, (\d+) ms on average/);
    }),
  );
  return {
    lines: lines.length,
    events: countsOf(lines.filter(({ event }) => event !== 'call').map(({ event, level }) => `${event} (${level})`)),
    calls: Object.fromEntries(
      routes.map((route) => [
        route,
        countsOf(calls.filter((line) => line['route'] === route).map(({ outcome }) => text(outcome))),
      ]),
    ),
    signIns: signIns.length,
    busiestMinute: busiest && highest(await asked('How many sign-ins a minute?', busiest), / (\d+) signed in/),
    slowest: slowest.filter(Boolean),
    failures: countsOf(
      calls.filter(({ failed }) => failed).map(({ failed, cause }) => `${text(failed)} ${text(cause)}`),
    ),
  };
}
