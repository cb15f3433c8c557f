/** Texts of flags, variables and files → values. */
import type { Kind } from '../../options/option-table.js';
import type { CommandRow } from './command-table.js';

/** What is written neither way stays a text, which a rule will name. */
const kinds: Readonly<Record<Kind, (text: string) => unknown>> = {
  text: (text) => text,
  list: (text) =>
    text
      .split(/[,\n]/)
      .map((item) => item.trim())
      .filter(Boolean),
  number: (text) => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : text),
  flag: (text) => ({ 1: true, true: true, 0: false, false: false })[text] ?? text,
};

/** One key or a list. */
function keysOf(text: string): unknown {
  try {
    return [JSON.parse(text) as unknown].flat();
  } catch {
    return text;
  }
}

/** Place in the file → its value, where it has no plain one. */
const shapes: Readonly<Record<string, (text: string) => unknown>> = {
  'accessToken.keys': keysOf,
  linkParameters: (text) => {
    const names = kinds.list(text) as string[];
    const [token, code] = names;
    return names.length === 2 ? { token, code } : names;
  },
};

export const typedValue = ({ member, kind }: Pick<CommandRow, 'member' | 'kind'>, text: string): unknown =>
  (shapes[member] ?? kinds[kind])(text);
