/** The flags of the command. */
import { parseArgs } from 'node:util';
import { commandRows, flagOf, placesOf } from './command-table.js';
import { emptySource, type Source } from './given.js';
import { nearName, unknownName } from './near-name.js';
import { typedValue } from './typed-value.js';

/** What the command does in place of serving; where several are given, the first one. */
export const modes = {
  help: 'Prints how the command is used.',
  version: 'Prints the version.',
  'print-config': 'Checks the settings, and prints those in effect as a configuration file, without secrets.',
  check: 'Checks the settings, and ends with 0 or 2.',
} as const;
export type CommandMode = keyof typeof modes | 'serve';
const modeNames = Object.keys(modes) as (keyof typeof modes)[];

/** Words in place of flags. */
export const words = ['secret', 'access-key', 'hash', 'consents'] as const;

export interface Flags extends Source {
  mode: CommandMode;
  /** The configuration file. */
  config: string | undefined;
}

const byFlag = new Map(commandRows.flatMap((row) => (row.flag === undefined ? [] : [[row.flag, row] as const])));
const known = [...byFlag.keys(), ...modeNames];
const secretOf = (flag: string) => commandRows.find((row) => row.secret && flagOf(row.name) === flag);

/** What is wrong with a flag that nobody knows. */
function unknownFlag(rawName: string, index: number): string {
  // What does not look like a name may be a secret in the wrong place.
  if (!/^--[a-z][\w-]{0,40}$/i.test(rawName)) return `argument ${index + 1}: no flag of this command`;
  const name = rawName.slice(2);
  const secret = secretOf(name);
  return secret
    ? `${rawName}: a secret has no flag, since others can read the flags of a process; use ${placesOf(secret)}`
    : `${rawName}: ${unknownName(name, known, '--')}`;
}

function strayArgument(value: string, index: number): string {
  const near = nearName(value, words);
  return `argument ${index + 1}: belongs to no flag${near ? `; did you mean ${near}?` : ''}`;
}

/** Reads all of them, wrong ones included; of one that comes twice the last counts. */
export function readFlags(args: readonly string[]): Flags {
  const flags: Flags = { ...emptySource(), mode: 'serve', config: undefined };
  const { given, faults } = flags;
  const valued = [...byFlag].map(([flag, { kind }]) => [flag, kind === 'flag' ? 'boolean' : 'string'] as const);
  const options = [...valued, ...modeNames.map((name) => [name, 'boolean'] as const)];
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(options.map(([flag, type]) => [flag, { type }])),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const wanted = new Set<string>();
  /** Index of an argument that belongs to the flag before it. */
  let taken = -1;
  const wrong = new Set<number>();
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      if (token.index !== taken) faults.push(strayArgument(token.value, token.index));
      continue;
    }
    const { name, rawName, index, inlineValue } = token;
    const row = rawName.startsWith('--') ? byFlag.get(name) : undefined;
    if (row) {
      const next = args[index + 1] ?? '';
      const isOwn = row.kind === 'flag' && inlineValue === undefined && /^(0|1|true|false)$/.test(next);
      if (isOwn) taken = index + 1;
      const text = token.value ?? (row.kind !== 'flag' ? undefined : isOwn ? next : 'true');
      if (text === undefined || (inlineValue === false && /^--?[a-z]/i.test(text))) {
        faults.push(`--${name}: a value is missing`);
      } else if (row.name === 'config') flags.config = text;
      else {
        const value = typedValue(row, text);
        given.set(row.member, { value, from: `--${name}`, printed: value });
      }
    } else if (rawName.startsWith('--') && modeNames.some((mode) => mode === name)) {
      if (inlineValue) faults.push(`--${name}: takes no value`);
      wanted.add(name);
    } else {
      // The letters of a short flag are one argument.
      if (!wrong.has(index)) faults.push(unknownFlag(rawName, index));
      wrong.add(index);
      if (!inlineValue) taken = index + 1;
    }
  }
  flags.mode = modeNames.find((mode) => wanted.has(mode)) ?? 'serve';
  return flags;
}
