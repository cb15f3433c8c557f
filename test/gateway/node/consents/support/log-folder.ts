/** A folder with a consent log, and what is in its files. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import type { ConsentEvent } from '../../../../../src/gateway/index.js';

export interface LogFolder {
  folder: string;
  /** The log that is written. */
  file: string;
  names: () => string[];
  /** Every line of every file, by name; `''` for an empty one. */
  all: () => string[];
}

/** The text of a file, also of a compressed one. */
export const textOf = (path: string): string =>
  (path.endsWith('.gz') ? gunzipSync(readFileSync(path)) : readFileSync(path)).toString();

/** Is gone when the test has ended. */
export function logFolder(folder = mkdtempSync(join(tmpdir(), 'consents-'))): LogFolder {
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const names = () =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .sort();
  return {
    folder,
    file: join(folder, 'consents.jsonl'),
    names,
    all: () => names().flatMap((name) => textOf(join(folder, name)).split('\n').slice(0, -1)),
  };
}

const choice = { hash: 'h'.repeat(43), choice: true, language: 'de', page: 'https://news.example.org/register' };
export const at = '2026-05-04T10:00:00.000Z';
/** 12 characters, as the gateway's. */
export const idOf = (name: string | number): string => String(name).padStart(12, '_');

export const askedOf = (name: string | number, more: { at?: string } = {}): ConsentEvent => ({
  phase: 'asked',
  id: idOf(name),
  ...choice,
  at,
  wording: 'Ja, „Post“\nund\u2028mehr',
  ...more,
});
export const outcomeOf = (
  name: string | number,
  customerId?: string,
  more: { at?: string; stored?: boolean; reason?: string } = {},
): ConsentEvent => ({
  phase: 'outcome',
  id: idOf(name),
  ...choice,
  at,
  ...(customerId !== undefined && { customerId }),
  stored: true,
  ...more,
});
export const linesOf = (...events: readonly object[]): string =>
  events.map((each) => `${JSON.stringify(each)}\n`).join('');
/** IDs of lines; throws for one that is not whole. */
export const idsOf = (lines: readonly string[]): string[] =>
  lines.filter((line) => line.trim() !== '').map((line) => (JSON.parse(line) as ConsentEvent).id);
