/** What many people choose: a list, and what needs none, such as a row of neighbours. */
import { shortestPassword } from '../../contract/names.js';

/** The longest part that makes a pattern when it is repeated, as in `1212…` and `abcdabcd`. */
const longestPart = 4;

let loading: Promise<ReadonlySet<string>> | undefined;

/**
 * The list, shorter ones left out, since no password may be so short. It is half a megabyte that takes a good part of a start, so it is loaded
 * with the first new password, and then kept.
 */
async function load(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set(dictionary['passwords-common'].filter(({ length }) => length >= shortestPassword));
}

/** As passwords are compared: big and small letters, wide and narrow ones, and spaces around them make none uncommon. */
export const comparable = (text: string): string => text.normalize('NFKC').toLowerCase().trim();

/** Whether a text repeats a short part, or is a row such as `23456789` or `hgfedcba`. */
export function isPattern(text: string): boolean {
  for (let length = 1; length <= longestPart; length += 1) if (text.startsWith(text.slice(length))) return true;
  const steps = new Set(Array.from(text.slice(1), (_, at) => text.charCodeAt(at + 1) - text.charCodeAt(at)));
  const [step = 0] = steps;
  return steps.size === 1 && Math.abs(step) === 1;
}

/** Whether a password is one of those that many people choose. */
export async function isCommon(password: string): Promise<boolean> {
  const text = comparable(password);
  return isPattern(text) || (await (loading ??= load())).has(text);
}
