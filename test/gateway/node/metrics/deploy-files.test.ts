/** Alerts and dashboard of `deploy`: they name metrics that there are, with labels and values that these can have. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { commandRows } from '../../../../src/gateway/node/command/command-table.js';
import { createMetrics } from '../../../../src/gateway/node/metrics/create-metrics.js';
import { type MetricEntry, metricTable } from '../../../../src/gateway/node/metrics/metric-table.js';
import { callOutcomes, callRoutes } from '../../../../src/gateway/call-labels.js';
import { samplesOf } from '../../../../scripts/day/samples.js';
import { type Matcher, selectorsOf } from './support/promql.js';

interface Rule {
  alert: string;
  expr: string;
  for?: string;
  labels: { severity: string };
  annotations: { summary: string; action: string };
}
interface Case {
  alert_rule_test: {
    alertname: string;
    exp_alerts: { exp_labels: Record<string, string>; exp_annotations: Record<string, string> }[];
  }[];
}
const read = (path: string): string => readFileSync(`deploy/${path}`, 'utf8');
const { groups } = parse(read('prometheus/alerts.yml')) as { groups: { rules: Rule[] }[] };
const rules = groups.flatMap((group) => group.rules);
const dashboard = JSON.parse(read('grafana/dashboard.json')) as {
  panels: { title: string; type: string; targets?: { expr: string; legendFormat: string }[] }[];
  templating: { list: { name: string; query: string }[] };
};
const targets = dashboard.panels.flatMap(({ title, targets: all = [] }) =>
  all.map(({ expr, legendFormat }) => ({ where: title, expr, legend: legendFormat })),
);
const expressions = [
  ...rules.map(({ alert, expr }) => ({ where: alert, expr })),
  ...targets.map(({ where, expr }) => ({ where, expr })),
];

/** What Prometheus adds to each series. */
const ofScrape = ['instance', 'job'];
const text = await (await createMetrics()).text();
const types = new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type = '']) => [name, type]));
const table: Readonly<Record<string, MetricEntry>> = metricTable;

/** The labels of a series; `undefined`: there is none of that name. */
function labelsOf(name: string): string[] | undefined {
  if (name === 'up') return [];
  const base = name.replace(/_(bucket|sum|count)$/, '');
  if (types.get(base) === 'histogram')
    return [...Object.keys(table[base]?.labels ?? {}), ...(name.endsWith('_bucket') ? ['le'] : [])];
  return types.has(name) ? Object.keys(table[name]?.labels ?? {}) : undefined;
}

/** The values that a label of a metric has had before anything happened; those of calls come from their lists. */
function valuesOf(name: string, label: string): string[] {
  if (label === 'route') return [...callRoutes];
  if (label === 'outcome') return [...callOutcomes];
  if (label === 'status') return ['2xx', '3xx', '4xx', '5xx', 'none'];
  return samplesOf(text)
    .filter((sample) => sample.name === name)
    .map(({ labels }) => labels[label] ?? '');
}

function faultsOf(expression: string): string[] {
  return selectorsOf(expression).flatMap(({ name, matchers, grouped }) => {
    const labels = labelsOf(name);
    if (!labels) return [`there is no metric ${name}`];
    const known = [...labels, ...ofScrape];
    const own = ({ label }: Matcher) => labels.includes(label);
    return [
      ...[...matchers.map(({ label }) => label), ...grouped]
        .filter((label) => !known.includes(label))
        .map((label) => `${name} has no label ${label}`),
      ...matchers
        .filter(own)
        .flatMap(({ label, values }) =>
          values
            .filter((value) => !valuesOf(name, label).includes(value))
            .map((value) => `${label} of ${name} is never ${value}`),
        ),
    ];
  });
}

test.each(expressions.map(({ where, expr }) => [where, expr]))('%s asks for what there is', (_where, expr) => {
  expect(selectorsOf(expr).length).toBeGreaterThan(0);
  expect(faultsOf(expr)).toEqual([]);
});

test.each([
  ['sum(rate(sso_gateway_sign_in_total[5m]))', 'there is no metric sso_gateway_sign_in_total'],
  ['sso_gateway_sign_ins_total_count', 'there is no metric sso_gateway_sign_ins_total_count'],
  ['sso_gateway_sign_ins_total{operation="x"}', 'sso_gateway_sign_ins_total has no label operation'],
  ['sum by (why) (sso_gateway_sign_ins_total)', 'sso_gateway_sign_ins_total has no label why'],
  ['sso_gateway_call_duration_seconds_count{le="1"}', 'sso_gateway_call_duration_seconds_count has no label le'],
  ['sso_gateway_api_failures_total{cause=~"token|tokn"}', 'cause of sso_gateway_api_failures_total is never tokn'],
  ['sso_gateway_log_lines_total{event="limit-reach"}', 'event of sso_gateway_log_lines_total is never limit-reach'],
  [
    'sso_gateway_sign_in_failures_total{outcome="wrong"}',
    'outcome of sso_gateway_sign_in_failures_total is never wrong',
  ],
])('a slip is found: %s', (expr, fault) => {
  expect(faultsOf(expr)).toEqual([fault]);
});

test('what is no PromQL is found', () => {
  expect(() => selectorsOf('sum(rate(sso_gateway_sign_ins_total[5m])')).toThrow('no PromQL');
});

test('what a level and an event of the log have in common is asked for', () => {
  for (const { expr } of expressions)
    for (const { name, matchers } of selectorsOf(expr)) {
      const [level, event] = ['level', 'event'].map((label) => matchers.find((each) => each.label === label)?.values);
      if (name !== 'sso_gateway_log_lines_total' || !level || !event) continue;
      const pairs = samplesOf(text).filter((sample) => sample.name === name);
      for (const each of event)
        expect(
          pairs.some(({ labels }) => labels['event'] === each && level.includes(labels['level']!)),
          each,
        ).toBe(true);
    }
});

test('each alert says how bad it is, what it means and what to do', () => {
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  for (const { alert, labels, annotations } of rules) {
    expect(['critical', 'warning'], alert).toContain(labels.severity);
    expect(annotations.summary, alert).toMatch(/^[A-Z].*\.$/);
    expect(annotations.action, alert).toMatch(/^[A-Z].*\.$/);
  }
});

test('each alert has a test for promtool that expects it, with its words', () => {
  const { tests } = parse(read('prometheus/alerts-test.yml')) as { tests: Case[] };
  const fired = tests.flatMap((each) => each.alert_rule_test).filter(({ exp_alerts: all }) => all.length > 0);
  expect(fired.map(({ alertname }) => alertname).sort()).toEqual(rules.map(({ alert }) => alert).sort());
  for (const { alertname, exp_alerts: all } of fired) {
    const rule = rules.find(({ alert }) => alert === alertname)!;
    expect(all[0]?.exp_annotations).toEqual(rule.annotations);
    expect(all[0]?.exp_labels).toMatchObject(rule.labels);
  }
});

test('legends and variables of the dashboard name labels that their expression leaves', () => {
  for (const { where, expr, legend } of targets) {
    const grouped = selectorsOf(expr).flatMap((selector) => selector.grouped);
    const kept = grouped.length > 0 ? grouped : ofScrape;
    const named = [...legend.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!);
    expect(
      named.filter((name) => !kept.includes(name)),
      where,
    ).toEqual([]);
  }
  const variables = dashboard.templating.list.map(({ name }) => `$${name}`);
  const used = new Set(expressions.flatMap(({ expr }) => expr.match(/\$\w+/g) ?? []));
  expect([...used].filter((name) => !variables.includes(name))).toEqual([]);
});

test('what is scraped are the ports of the unit', () => {
  const { scrape_configs: jobs } = parse(read('prometheus/scrape.yml')) as {
    scrape_configs: { job_name: string; static_configs: { targets: string[] }[] }[];
  };
  expect(jobs.map(({ job_name: name }) => name)).toEqual(['sso-gateway']);
  const unit = read('systemd/sso-elements-gateway@.service');
  expect(unit).toContain('SSO_METRICS_PORT=1%i');
  expect(commandRows.map(({ env }) => env)).toContain('SSO_METRICS_PORT');
  const ports = [...unit.matchAll(/sso-elements-gateway@(\d+)/g)].map(([, port]) => `127.0.0.1:1${port}`);
  expect(jobs[0]?.static_configs[0]?.targets).toEqual(ports);
});

test('names follow the conventions of Prometheus', () => {
  for (const [name, { type, labels }] of Object.entries(table)) {
    expect(name).toMatch(/^sso_gateway_[a-z]+(_[a-z]+)*$/);
    expect(name.endsWith('_total'), name).toBe(type === 'counter');
    if (type === 'histogram') expect(name).toMatch(/_seconds$/);
    for (const label of Object.keys(labels)) expect(label).toMatch(/^[a-z_]+$/);
  }
});
