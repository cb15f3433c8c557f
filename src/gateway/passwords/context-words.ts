/** Words that a stranger tries first: the reader's own names and those of the site. */
import { comparable } from './common-passwords.js';

/** Shorter ones are in many good passwords by chance. */
const shortestWord = 4;
/** Characters that have to be left of a password without the words: a year, or `123!`, makes none of a name. */
const fewestOthers = 5;
/** Labels of hosts that name nobody. */
const anybodys: ReadonlySet<string> = new Set(['localhost', 'login', 'account', 'accounts']);

const long = (words: readonly string[]): string[] => words.filter(({ length }) => length >= shortestWord);

/** A name and the parts of it, as `ada.lovelace@news.example`, `ada.lovelace`, `lovelace` and `news`. */
export function wordsOfName(name: string): string[] {
  const whole = comparable(name);
  const [local = '', host = ''] = whole.split('@');
  return long([whole, local, ...local.split(/[^\p{L}\p{N}]+/u), ...wordsOfHost(host)]);
}

/** The labels of a host, but the last one. */
export function wordsOfHost(host: string): string[] {
  return long(host.split('.').slice(0, -1)).filter((label) => !anybodys.has(label));
}

/** Whether next to nothing is left of a password without the words. */
export function isMadeOf(password: string, words: readonly string[]): boolean {
  const text = comparable(password);
  // Long ones first: of an address nothing should be left that its parts do not cover.
  const sorted = words.map(comparable).sort((a, b) => b.length - a.length);
  const rest = sorted.reduce((left, word) => left.replaceAll(word, ''), text);
  return rest !== text && Array.from(rest).length < fewestOthers;
}
