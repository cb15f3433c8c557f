/** The table of evidence: what ran, where, in what, for how long. */
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Evidence } from './evidence.js';

const directory = 'reports/evidence';
/** `reports/evidence/<lane>.<part>.json` holds what one run of Vitest left. */
const laneOf = (file: string): string => file.split('.')[0] ?? '';
const files = (): string[] => readdirSync(directory).filter((file) => file.endsWith('.json'));

/** Forgets what a lane has left before. */
export function clearEvidence(lane: 'verify' | 'hosts'): void {
  mkdirSync(directory, { recursive: true });
  for (const file of files()) if (laneOf(file) === lane) rmSync(join(directory, file));
}

const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

/** Lane → its rows, as a table in Markdown. */
export function evidenceTable(lanes: ReadonlyMap<string, readonly Evidence[]>): string {
  const rows = [...lanes].flatMap(([lane, evidence]) =>
    evidence.map(({ project, file, passed, failed, skipped, seconds, engine }) =>
      line([lane, project, file, passed, failed, skipped, seconds, engine]),
    ),
  );
  const head = ['Lane', 'Project', 'File', 'Passed', 'Failed', 'Left out', 'Seconds', 'Engine'];
  return [line(head), line(head.map(() => '---')), ...rows].join('\n');
}

/** Writes `reports/evidence.md` from what both lanes have left; returns its path. */
export function writeEvidence(): string {
  const lanes = new Map<string, Evidence[]>();
  for (const file of files().sort()) {
    const rows = JSON.parse(readFileSync(join(directory, file), 'utf8')) as Evidence[];
    lanes.set(laneOf(file), [...(lanes.get(laneOf(file)) ?? []), ...rows]);
  }
  const path = 'reports/evidence.md';
  writeFileSync(path, `# What ran\n\nWritten ${new Date().toISOString()}.\n\n${evidenceTable(lanes)}\n`);
  return path;
}
