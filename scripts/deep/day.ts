/** A day in production, as `npm run day` plays it, in a process of its own: it fails where a reader has lost something. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { DayFigures } from '../day/figures.js';

/** Of twenty times a whole day is played, in 24 minutes and the time to open; of fewer a part of the readers, in less. */
export function playDay(seed: number, times: number): object {
  const part = Math.min(1, times / 20);
  const minutes = Math.max(4, Number((24 * part).toFixed(1)));
  const { status } = spawnSync(
    process.execPath,
    [
      ...['--import', 'tsx', 'scripts/day.ts'],
      ...['--seed', String(seed), '--part', String(part), '--minutes', String(minutes)],
    ],
    { stdio: 'inherit' },
  );
  if (status !== 0) throw new Error(`the day did not end well; again with --seed ${seed}`);
  const { measured, lost, alerts, deeds } = JSON.parse(readFileSync('reports/day.json', 'utf8')) as DayFigures;
  return {
    part,
    minutes,
    deeds: deeds.reduce((sum, { times: each }) => sum + each, 0),
    signIns: measured.signIns,
    lost: lost.length,
    ...(alerts && { alerts: alerts.map(({ alert }) => alert) }),
  };
}
