/** What the day came to, as a page. */
import type { Ledger } from './ledger.js';
import type { Line } from './newspaper.js';

export interface DayFacts {
  ledger: Ledger;
  lines: readonly Line[];
  /** Operation of the hosted API → how often. */
  operations: Readonly<Record<string, number>>;
  /** Looks at which something had to wait, since too much was going on. */
  late: number;
  minutes: number;
  part: number;
  seed: number;
  /** Seconds of both gateways. */
  processorTime: number;
  consents: number;
}

const counted = (names: readonly string[]): string[] => {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one).map(([name, count]) => `| ${name} | ${count} |`);
};

export function report({
  ledger,
  lines,
  operations,
  late,
  minutes,
  part,
  seed,
  processorTime,
  consents,
}: DayFacts): string {
  const calls = lines.filter(({ event }) => event === 'call');
  const signIns = calls.filter(({ signedIn }) => signedIn === true).length;
  const asked = Object.values(operations).reduce((sum, each) => sum + each, 0);
  return `# A day in production

24 hours in ${minutes} minutes, seed ${seed}, ${part} of the readers. Deeds that had to wait for their turn: ${late}.

## What was lost

${ledger.lost.length === 0 ? 'Nothing.' : ledger.lost.map((each) => `- ${each}`).join('\n')}

Consents that were given, and are both at the hosted API and in the log of consents: ${consents}${ledger.lost.length > 0 ? ', but those above' : ''}.

## What readers met

Milliseconds are of whole deeds.

| hour | deed | times | median | 95 % | outcomes |
| --- | --- | --- | --- | --- | --- |
${ledger.table().join('\n')}

## What the log said

| event | lines |
| --- | --- |
${counted(lines.map(({ event, level }) => `${event} (${level})`)).join('\n')}

## What it cost

| | |
| --- | --- |
| calls of the gateway | ${calls.length} |
| sign-ins | ${signIns} |
| operations of the hosted API | ${asked} |
| processor time of both gateways, a call | ${((processorTime / calls.length) * 1000).toFixed(2)} ms |

| operation | times |
| --- | --- |
${Object.entries(operations)
  .sort(([, one], [, other]) => other - one)
  .map(([name, count]) => `| ${name} | ${count} |`)
  .join('\n')}
`;
}
