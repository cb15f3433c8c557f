/** Which operations and statuses of the SSO API a set of exchanges has exercised, and what is missing. */
import type { Exchange } from '../../src/testing/exchange-recorder.js';
import type { Judge } from './validator.js';

/** Every operation and status below these paths must have been exercised: the whole document. */
export const requiredPaths = ['/'] as const;
/** Only used behind an option that the demo does not set. */
const unplayed: readonly string[] = ['GET /customers', 'GET /settings/termsAndConditions'];

/** Statuses that only the simulator's switches make: each must have been forced at every operation that declares it. */
export const switchStatuses = ['429', '500', '502', '504'] as const;
const broken = 'broken';

/** An exchange, and whether it is of a journey through the demo: then the gateway's own handlers made it. */
export type Recorded = Exchange & { journey?: boolean };

export interface ContractReport {
  /** Operation → status → number of exchanges that the simulator answered by its state. */
  reached: Map<string, Map<string, number>>;
  /** The same for responses made by switches; status `broken` for what the document does not know. */
  forced: Map<string, Map<string, number>>;
  /** What makes the run fail, a line each. */
  failures: string[];
}
interface ApiDocument {
  paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
}

function count(table: Map<string, Map<string, number>>, operation: string, status: string): void {
  const row = table.get(operation) ?? new Map<string, number>();
  row.set(status, (row.get(status) ?? 0) + 1);
  table.set(operation, row);
}

/** Judges all exchanges and compares them with what `document` declares below the paths in `required`. */
export function checkExchanges(
  exchanges: Iterable<Recorded>,
  document: ApiDocument,
  judge: Judge,
  required: readonly string[] = requiredPaths,
): ContractReport {
  const reached: ContractReport['reached'] = new Map();
  const forced: ContractReport['forced'] = new Map();
  const faults = new Map<string, number>();
  const played = new Set<string>();
  for (const exchange of exchanges) {
    const verdict = judge(exchange);
    const path = exchange.path.split('?')[0];
    for (const fault of verdict.faults) {
      const line = `${verdict.operation ?? `${exchange.method} ${path}`} → ${exchange.status}: ${fault}`;
      faults.set(line, (faults.get(line) ?? 0) + 1);
    }
    if (!verdict.operation) continue;
    const status = verdict.broken ? broken : String(exchange.status);
    if (!exchange.forced && exchange.status < 300 && exchange.journey) played.add(verdict.operation);
    if (exchange.forced) count(forced, verdict.operation, status);
    else count(reached, verdict.operation, String(exchange.status));
  }
  const failures = [...faults].map(([line, times]) => (times > 1 ? `${line} (${times} times)` : line));
  for (const [path, item] of Object.entries(document.paths)) {
    if (!required.some((prefix) => path.startsWith(prefix))) continue;
    for (const [method, { responses }] of Object.entries(item)) {
      const operation = `${method.toUpperCase()} ${path}`;
      if (!reached.has(operation)) reached.set(operation, new Map());
      if (!played.has(operation) && !unplayed.includes(operation))
        failures.push(`${operation}: no journey through the demo has used it`);
      for (const status of Object.keys(responses)) {
        if (switchStatuses.some((one) => one === status)) {
          if (!forced.get(operation)?.get(status)) failures.push(`${operation} → ${status}: never forced by a switch`);
          continue;
        }
        if (!reached.get(operation)?.get(status)) failures.push(`${operation} → ${status}: never exercised`);
      }
    }
  }
  if (![...forced.values()].some((row) => row.has(broken))) failures.push(`${broken}: never forced by a switch`);
  return { reached, forced, failures };
}

function markdownTable(table: ContractReport['reached'], document: ApiDocument, withMissing: boolean): string[] {
  const rows = [...table].sort(([a], [b]) => (a < b ? -1 : 1));
  return rows.flatMap(([operation, row]) => {
    const [method = '', path = ''] = operation.split(' ');
    const declared = withMissing ? Object.keys(document.paths[path]?.[method.toLowerCase()]?.responses ?? {}) : [];
    const statuses = [...new Set([...declared.filter((one) => !switchStatuses.some((s) => s === one)), ...row.keys()])];
    return statuses.sort().map((status) => `| ${operation} | ${status} | ${row.get(status) ?? 0} |`);
  });
}

/** The report as Markdown. */
export function reportText({ reached, forced, failures }: ContractReport, document: ApiDocument): string {
  const head = ['| operation | status | exchanges |', '| --- | --- | --- |'];
  return [
    '# Exchanges between gateway and SSO API',
    '',
    'Written by the test run. Every request and response was validated against the descriptions in `test/contract`.',
    '',
    failures.length ? `**${failures.length} failures**` : 'No failure.',
    ...(failures.length ? ['', ...failures.map((line) => `- ${line}`)] : []),
    '',
    '## Reached by the simulator’s own state',
    '',
    ...head,
    ...markdownTable(reached, document, true),
    '',
    '## Forced by fault switches',
    '',
    'A *broken* response is one that the description does not know: truncated, not JSON, of another shape.',
    '',
    ...head,
    ...markdownTable(forced, document, false),
    '',
  ].join('\n');
}
