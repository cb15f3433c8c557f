/** Who else than the gateway can read or change the consent log, by the modes of its file and folder. */
import type { BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What is open to others, and how: `everybody-writes` is no state for a proof. */
export interface Exposure {
  what: 'file' | 'folder';
  how: 'everybody-writes' | 'group-writes' | 'others-read';
  /** In octal, as `0644`. */
  mode: string;
}

const permissions = 0o7777;
const everybodyWrites = 0o002;
const groupWrites = 0o020;
const othersRead = 0o044;

function judge(what: Exposure['what'], { mode }: { mode: bigint }): Exposure | undefined {
  const bits = Number(mode) & permissions;
  const found = { what, mode: `0${bits.toString(8)}` };
  if (bits & everybodyWrites) return { ...found, how: 'everybody-writes' };
  if (bits & groupWrites) return { ...found, how: 'group-writes' };
  // Who may list a folder learns names alone.
  return what === 'file' && bits & othersRead ? { ...found, how: 'others-read' } : undefined;
}

/** Judges an open file and the folder that it is in. Windows has other rights than these modes: nothing is found there. */
export async function exposuresOf(path: string, file: BigIntStats): Promise<Exposure[]> {
  if (process.platform === 'win32') return [];
  const folder = await stat(dirname(path), { bigint: true });
  return [judge('folder', folder), judge('file', file)].filter((each) => each !== undefined);
}
