/** Whether a log can be kept in a file, and who else than the gateway can read or change it, by the modes of the file and its folder. */
import { accessSync, type BigIntStats, constants, realpathSync, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { systemCodeOf } from '../system-error.js';

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

/** Windows has other rights than these modes: nothing is found there. */
function exposuresIn(folder: { mode: bigint }, file: { mode: bigint } | undefined): Exposure[] {
  if (process.platform === 'win32') return [];
  return [judge('folder', folder), file && judge('file', file)].filter((each) => each !== undefined);
}

/** Judges an open file and the folder that it is in. */
export const exposuresOf = async (path: string, file: BigIntStats): Promise<Exposure[]> =>
  exposuresIn(await stat(dirname(path), { bigint: true }), file);

/** Why a start refuses that; `undefined`: it does not. */
export const refusalOf = ({ what, how, mode }: Exposure): string | undefined =>
  how === 'everybody-writes' ? `its ${what} can be written to by everybody (mode ${mode})` : undefined;

/** Why no log can be kept at a path, in parts of sentences. Opens and makes nothing. `kept`: what the log has, in the plural. */
export function logFileFaults(path: string, kept: string): string[] {
  const folder = dirname(path);
  try {
    const file = statSync(path, { bigint: true, throwIfNoEntry: false });
    if (file && !file.isFile()) return ['is no regular file'];
    // Lines are read again once they are written. A file in the place of the folder has no such path.
    if (file) accessSync(path, constants.R_OK | constants.W_OK);
    else accessSync(`${folder}/.`, constants.W_OK | constants.X_OK);
    const found = exposuresIn(statSync(folder, { bigint: true }), file);
    return found.map(refusalOf).filter((why) => why !== undefined);
  } catch (error) {
    return [`${kept} cannot be written there (${systemCodeOf(error)})`];
  }
}

/** The path without links, whether or not there is a file yet. */
function placeOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const folder = dirname(resolve(path));
    return folder === resolve(path) ? folder : join(placeOf(folder), basename(path));
  }
}

/** Whether two paths lead to one file, by whatever links. */
export function isOneFile(one: string, other: string): boolean {
  const [first, second] = [one, other].map((path) => statSync(path, { bigint: true, throwIfNoEntry: false }));
  if (first && second) return first.dev === second.dev && first.ino === second.ino;
  return placeOf(one) === placeOf(other);
}
