/**
 * What owners of accounts meet while strangers attack: a table in `reports/strangers/`, of which each suite writes its own. `docs/limits.md` has the
 * same tables between markers, and each run is held against them: where a figure has changed, the report is what belongs there.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import type { Met } from './crowd.js';

export interface StrangersRow {
  /** What the strangers do, in the words of the page. */
  attack: string;
  /** How many calls they make, and how many of these the hosted API is asked, or become mails. */
  calls: number;
  reached: number;
  /** Of the owner. */
  ownDevice: Met;
  newDevice: Met;
}

const figure = (value: number): string => value.toLocaleString('en');
const said = ({ waited }: Met): string => (waited === 0 ? 'at once' : `after a wait of ${figure(waited)} s`);

/** A row as the page has it. */
export const cellsOf = ({ attack, calls, reached, ownDevice, newDevice }: StrangersRow): string[] => [
  attack,
  figure(calls),
  figure(reached),
  said(ownDevice),
  said(newDevice),
];

/** The rows of a suite's table on the page. */
export function documentedRows(suite: string): string[][] {
  const page = readFileSync('docs/limits.md', 'utf8');
  const [, table = ''] = new RegExp(`<!-- ${suite} -->([^]*)<!-- end of ${suite} -->`).exec(page) ?? [];
  const lines = table.split('\n').filter((line) => line.startsWith('|'));
  const cells = lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  // After the names of the columns and the line below them.
  return cells.slice(2);
}

/** The row of an attack on the page. */
export const documentedRow = (suite: string, attack: string): string[] | undefined =>
  documentedRows(suite).find(([name]) => name === attack);

/** Writes a suite's table. `reached`: what its third column counts. */
export async function writeStrangers(suite: string, reached: string, rows: readonly StrangersRow[]): Promise<void> {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const head = ['strangers', 'their calls', reached, 'the owner’s own device', 'a new device'];
  const text = [line(head), line(head.map(() => '---')), ...rows.map((row) => line(cellsOf(row))), ''].join('\n');
  mkdirSync('reports/strangers', { recursive: true });
  writeFileSync(`reports/strangers/${suite}.md`, await format(text, { parser: 'markdown' }));
}
