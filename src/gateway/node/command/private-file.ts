/** Files that hold secrets, or say where they are. */
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';

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
export class FileFault extends Error {}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  ENAMETOOLONG: 'there is no such file',
  EACCES: 'this user may not read the file',
  EPERM: 'this user may not read the file',
};
/** The system's, as `ENOENT`. */
export const systemCode = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
export const fileReason = (error: unknown): string =>
  reasons[systemCode(error)] ?? `the file cannot be read (${systemCode(error)})`;

const othersRead = 0o004;
const othersWrite = 0o002;

/** Reads a file of at most 64 KiB as UTF-8. Throws a `FileFault`. */
export function readPrivateFile(path: string): PrivateFile {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    // Of what is open, so that nobody can change it in between.
    const stat = fstatSync(file);
    const isFile = stat.isFile();
    if (!isFile && !stat.isFIFO()) throw new FileFault('it is no file');
    if (stat.size > longest) throw new FileFault('the file is longer than 64 KiB');
    // Windows has other rights, which this number does not tell.
    const mode = isFile && process.platform !== 'win32' ? stat.mode : 0;
    if (mode & othersWrite)
      throw new FileFault('anybody on this machine may write to the file; take that right away (chmod o-w)');
    return {
      text: readFileSync(file, 'utf8').replace(/^\uFEFF/, ''),
      isOpen: (mode & othersRead) !== 0,
      isLasting: isFile,
    };
  } catch (error) {
    throw error instanceof FileFault ? error : new FileFault(fileReason(error));
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Reads a file that is one secret: without the line break at its end. Throws a `FileFault`. */
export function readSecretFile(path: string): PrivateFile {
  const read = readPrivateFile(path);
  const text = read.text.replace(/\r?\n$/, '');
  if (text === '') throw new FileFault('the file is empty');
  return { ...read, text };
}

/** Warns of a file with secrets that anybody may read. */
export const openness = ({ isOpen }: PrivateFile): string[] =>
  isOpen ? ['anybody on this machine may read the file, which holds a secret; take that right away (chmod o-r)'] : [];
