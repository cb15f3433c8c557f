/** What owners of accounts meet while strangers attack: a table in `reports/strangers.md`, of which each suite writes its own part. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import type { Met } from './crowd.js';

export interface StrangersRow {
  attack: string;
  /** How many calls the strangers made, and how many of them reached the hosted API. */
  calls: number;
  reached: number;
  /** Of the owner. */
  ownDevice: Met;
  newDevice: Met;
}

const said = ({ outcome, waited, tries }: Met): string =>
  tries === 1 ? `${outcome}, at once` : `${outcome}, after ${waited} s and ${tries} tries`;

/** Writes a suite's table. */
export async function writeStrangers(suite: string, rows: readonly StrangersRow[]): Promise<void> {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  const head = ['Strangers', 'their calls', 'reached the hosted API', 'the owner’s own device', 'a new device'];
  const lines = rows.map(({ attack, calls, reached, ownDevice, newDevice }) =>
    line([attack, calls, reached, said(ownDevice), said(newDevice)]),
  );
  const text = [`# ${suite}`, '', line(head), line(head.map(() => '---')), ...lines, ''].join('\n');
  mkdirSync('reports/strangers', { recursive: true });
  writeFileSync(`reports/strangers/${suite.toLowerCase()}.md`, await format(text, { parser: 'markdown' }));
}
