import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { alertTest, firingsIn, notation } from '../../../scripts/day/alerts.js';
import { scrapesOf } from './support/scrapes.js';

const pairs = (values: Record<number, number>) =>
  new Map(Object.entries(values).map(([at, value]) => [Number(at), value]));

test('values are written as runs, with minutes that nobody looked at and those without an answer', () => {
  const answered = new Map([0, 1, 2, 5, 6, 7].map((minute) => [minute, ![5, 6].includes(minute)] as const));
  expect(notation(pairs({ 0: 3, 1: 3, 2: 4, 7: 0.5 }), answered, 9)).toBe('3+0x1 4+0x0 _x2 stale stale 0.5+0x0 _x1');
});

test('the test for promtool has the series of the alerts alone, and asks at each minute', () => {
  const scrapes = scrapesOf(
    [0, 'a', 100, 'sso_gateway_emergency 0', 'sso_gateway_calls_total{route="x"} 3'],
    [1, 'a', 100],
    [2, 'a', 100, 'sso_gateway_emergency 1'],
  );
  const rules = 'expr: max(sso_gateway_emergency) == 1';
  const { rule_files: files, tests } = parse(alertTest(scrapes, rules, '/x/alerts.yml', 3)) as {
    rule_files: string[];
    tests: { input_series: { series: string; values: string }[]; promql_expr_test: { eval_time: string }[] }[];
  };
  expect(files).toEqual(['/x/alerts.yml']);
  expect(tests[0]!.input_series).toEqual([
    { series: 'up{instance="a", job="sso-gateway"}', values: '1+0x0 0+0x0 1+0x0' },
    { series: 'sso_gateway_emergency{instance="a", job="sso-gateway"}', values: '0+0x0 stale 1+0x0' },
  ]);
  expect(tests[0]!.promql_expr_test.map((each) => each.eval_time)).toEqual(['0m', '1m', '2m']);
});

test('the job is that of the configuration', () => {
  expect(readFileSync('deploy/prometheus/scrape.yml', 'utf8')).toContain('job_name: sso-gateway');
});

test('what promtool says of a day is read as spells', () => {
  const failure = (time: string, ...alerts: string[]) => `
    expr: "ALERTS{alertstate=\\"firing\\"}", time: ${time},
        exp: nil
        got: ${alerts.map((alert) => `{__name__="ALERTS", alertname="${alert}", alertstate="firing"} 1E+00`).join(', ')}`;
  const output = ['13m', '14m', '2h', '2h1m', '10h5m'].map((time) =>
    time === '2h' ? failure(time, 'SsoEmergency', 'SsoApiDown') : failure(time, 'SsoEmergency'),
  );
  expect(firingsIn(`  FAILED:${output.join('')}`)).toEqual([
    {
      alert: 'SsoEmergency',
      spells: [
        [13, 14],
        [120, 121],
        [605, 605],
      ],
    },
    { alert: 'SsoApiDown', spells: [[120, 120]] },
  ]);
  expect(firingsIn('SUCCESS')).toEqual([]);
});
