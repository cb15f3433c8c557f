/** Files that hold secrets, or say where they are. */
import { closeSync, fstatSync, openSync, readFileSync, type Stats } from 'node:fs';
import { systemCodeOf } from '../system-error.js';

/** Bytes. */
const longest = 64 * 1024;

export interface PrivateFile {
  text: string;
  /** Whether anybody on this machine may read it. */
  isOpen: boolean;
  /** `false` for a pipe, which can be read once. */
  isLasting: boolean;
}

/** Why a file cannot be used: a part of a sentence, never with its path, in whose place a secret may stand. */
export interface FileFault {
  fault: string;
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  ENAMETOOLONG: 'there is no such file',
  EACCES: 'this user may not read the file',
  EPERM: 'this user may not read the file',
};
export function fileReason(error: unknown): string {
  const code = systemCodeOf(error);
  return reasons[code] ?? `the file cannot be read (${code})`;
}

const othersRead = 0o004;
const othersWrite = 0o002;
/** Windows has other rights, which the number does not tell; a pipe is its owner's. */
const modeOf = (stat: Stats) => (stat.isFile() && process.platform !== 'win32' ? stat.mode : 0);

function faultOf(stat: Stats): string | undefined {
  if (!stat.isFile() && !stat.isFIFO()) return 'it is no file';
  if (stat.size > longest) return 'the file is longer than 64 KiB';
  return modeOf(stat) & othersWrite
    ? 'anybody on this machine may write to the file; take that right away (chmod o-w)'
    : undefined;
}

/** Reads a file of at most 64 KiB as UTF-8. */
export function readPrivateFile(path: string): PrivateFile | FileFault {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    // Of what is open, so that nobody can change it in between.
    const stat = fstatSync(file);
    const fault = faultOf(stat);
    if (fault !== undefined) return { fault };
    const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
    return { text, isOpen: (modeOf(stat) & othersRead) !== 0, isLasting: stat.isFile() };
  } catch (error) {
    return { fault: fileReason(error) };
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Reads a file that is one secret: without the line break at its end. */
export function readSecretFile(path: string): PrivateFile | FileFault {
  const read = readPrivateFile(path);
  if ('fault' in read) return read;
  const text = read.text.replace(/\r?\n$/, '');
  return text === '' ? { fault: 'the file is empty' } : { ...read, text };
}

/** Warns of a file with secrets that anybody may read. */
export const openness = ({ isOpen }: PrivateFile): string[] =>
  isOpen ? ['anybody on this machine may read the file, which holds a secret; take that right away (chmod o-r)'] : [];
