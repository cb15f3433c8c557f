/** Which alerts of `deploy/prometheus` the day would have fired: promtool evaluates the very file over what was scraped. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { findProgram } from '../run/programs.js';
import type { Scrapes, Series } from './series.js';

export interface Firing {
  alert: string;
  /** Spells, as minutes of the day: first and last one. */
  spells: readonly (readonly [number, number])[];
}

/** Of the scrape's configuration in `deploy/prometheus/scrape.yml`. */
const job = 'sso-gateway';
const rules = 'deploy/prometheus/alerts.yml';

/** Values of the minutes, in promtool's notation; `_` where there is none, `stale` where there is none any more. */
export function notation(
  values: ReadonlyMap<number, number>,
  answered: ReadonlyMap<number, boolean>,
  minutes: number,
): string {
  const parts: string[] = [];
  let run: { value: string; more: number } | undefined;
  const close = (): void => {
    if (!run) return;
    const { value, more } = run;
    if (value === '_') parts.push(`_x${more + 1}`);
    else if (value === 'stale') parts.push(...Array.from({ length: more + 1 }, () => value));
    else parts.push(`${value}+0x${more}`);
  };
  for (let minute = 0; minute < minutes; minute += 1) {
    const value = values.get(minute)?.toString() ?? (answered.get(minute) === undefined ? '_' : 'stale');
    if (run?.value === value) run.more += 1;
    else {
      close();
      run = { value, more: 0 };
    }
  }
  close();
  return parts.join(' ');
}

const labelled = ({ name, labels, instance }: Omit<Series, 'values'>): string => {
  const pairs = Object.entries({ ...labels, instance, job }).map(
    ([label, value]) => `${label}=${JSON.stringify(value)}`,
  );
  return `${name}{${pairs.join(', ')}}`;
};

/** A test of promtool that expects no alert at any minute, so that its failures say which there are. */
export function alertTest(scrapes: Scrapes, ruleText: string, ruleFile: string, minutes: number): string {
  const names = new Set(ruleText.match(/\bsso_gateway_\w+/g));
  const series = [...names].flatMap((name) => scrapes.named(name));
  const up = [...scrapes.answered].map(([instance, answered]) => {
    const values = new Map([...answered].map(([minute, isUp]) => [minute, Number(isUp)]));
    return { name: 'up', labels: {}, instance, values };
  });
  return stringify(
    {
      rule_files: [ruleFile],
      evaluation_interval: '1m',
      tests: [
        {
          interval: '1m',
          input_series: [...up, ...series].map((each) => ({
            series: labelled(each),
            values: notation(each.values, scrapes.answered.get(each.instance) ?? new Map(), minutes),
          })),
          promql_expr_test: Array.from({ length: minutes }, (_, minute) => ({
            expr: 'ALERTS{alertstate="firing"}',
            eval_time: `${minute}m`,
            exp_samples: [],
          })),
        },
      ],
    },
    { lineWidth: 0 },
  );
}

/** Minutes of a time as promtool prints it: `13m`, `2h5m`. */
function minutesOf(time: string): number {
  const { hours = '0', minutes = '0' } = /^(?:(?<hours>\d+)h)?(?:(?<minutes>\d+)m)?/.exec(time)?.groups ?? {};
  return Number(hours) * 60 + Number(minutes);
}

/** Reads the failures of such a test. */
export function firingsIn(output: string): Firing[] {
  const found = new Map<string, Set<number>>();
  for (const [, time = '', got = ''] of output.matchAll(/time: (\w+),\s+exp: ?nil\s+got: ?(.+)/g))
    for (const [, alert = ''] of got.matchAll(/alertname="(\w+)"/g))
      found.set(alert, (found.get(alert) ?? new Set()).add(minutesOf(time)));
  return [...found].map(([alert, minutes]) => {
    const spells: [number, number][] = [];
    for (const minute of [...minutes].sort((one, other) => one - other)) {
      const last = spells.at(-1);
      if (last?.[1] === minute - 1) last[1] = minute;
      else spells.push([minute, minute]);
    }
    return { alert, spells };
  });
}

/** `undefined`: the machine has no promtool, so nothing was evaluated. Throws where promtool does not take the test. */
export function firings(scrapes: Scrapes, minutes = 24 * 60): Firing[] | undefined {
  const promtool = process.env['DAY_PROMTOOL'] ?? findProgram('promtool');
  if (promtool === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'sso-alerts-'));
  try {
    const path = join(folder, 'test.yml');
    writeFileSync(path, alertTest(scrapes, readFileSync(rules, 'utf8'), resolve(rules), minutes));
    const { status, stdout, stderr, error } = spawnSync(promtool, ['test', 'rules', path], {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    if (error) throw error;
    const found = firingsIn(`${stdout}${stderr}`);
    if (status !== 0 && found.length === 0) throw new Error(`promtool: ${stdout}${stderr}`);
    return found.sort((one, other) => one.spells[0]![0] - other.spells[0]![0]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
