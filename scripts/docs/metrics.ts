/** The metrics of the gateway, and the alerts on them, as Markdown. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type MetricEntry, metricTable } from '../../src/gateway/node/metrics/metric-table.js';
import { root } from '../run/paths.js';

function section([name, entry]: [string, MetricEntry]): string {
  const { type, about, labels } = entry;
  const bounds = entry.type === 'histogram' ? ` Its buckets end at ${entry.buckets.join(', ')} seconds.` : '';
  const members = Object.entries(labels).map(([label, values]) => `- \`${label}\`: ${values}`);
  return [`### ${name}`, `A ${type}. ${about}${bounds}`, members.join('\n')].filter(Boolean).join('\n\n');
}

export const metricSections = (): string => Object.entries<MetricEntry>(metricTable).map(section).join('\n\n');

interface Rule {
  alert: string;
  expr: string;
  for?: string;
  labels: { severity: string };
  annotations: { summary: string; action: string };
}

/** Each with its threshold, as the file has it. */
export function alertSections(): string {
  const { groups } = parse(readFileSync(`${root}deploy/prometheus/alerts.yml`, 'utf8')) as {
    groups: { rules: Rule[] }[];
  };
  return groups
    .flatMap(({ rules }) => rules)
    .map(
      ({ alert, expr, labels, annotations, for: time }) =>
        `- **${alert}**, ${labels.severity}: ${annotations.summary} ${annotations.action} \`${expr.trim()}\`${time === undefined ? '' : `, for ${time}`}`,
    )
    .join('\n');
}
