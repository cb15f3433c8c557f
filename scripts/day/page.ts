/** The figures of the day that `docs/a-day-in-production.md` shows. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { root } from '../run/paths.js';
import type { DayFigures } from './figures.js';

const file = `${root}scripts/day/figures.json`;

/** Keeps the figures beside the sources, and has `npm run docs` write the page of them. Throws where that fails. */
export async function writePage(figures: DayFigures): Promise<void> {
  writeFileSync(file, await format(JSON.stringify(figures), { ...(await resolveConfig(file)), parser: 'json' }));
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/docs.ts'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('the page was not written: see `npm run docs`');
}
