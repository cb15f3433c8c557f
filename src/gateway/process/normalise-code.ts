/** Codes as people type and paste them. */
import { maxCode } from '../../contract/names.js';
import { Failure } from '../base/failure.js';

/** A decimal digit of any script as its ASCII one: Unicode has them in runs of ten, from nought to nine. */
function asciiDigit(digit: string): string {
  const point = Number(digit.codePointAt(0));
  let before = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(point - before - 1))) before += 1;
  return String(before % 10);
}

/** The one text among several ways to find it, the surest first; `undefined` where there is none, or a way finds several. */
function onlyOne(...ways: readonly string[][]): string | undefined {
  const found = ways.map((way) => [...new Set(way)]).find((way) => way.length > 0);
  return found?.length === 1 ? found[0] : undefined;
}

/** The code of a pasted sentence: digits in a row, digits in groups, or what else looks like no word. */
function codeInSentence(text: string, length: number): string | undefined {
  const exactly = (pattern: RegExp) => (text.match(pattern) ?? []).filter((found) => found.length === length);
  const groups = (text.match(/\d(?:[^\p{L}\p{N}]{0,2}\d)*/gu) ?? []).map((group) => group.replace(/\D/g, ''));
  const words = exactly(/[\p{L}\p{N}]+/gu);
  return onlyOne(
    exactly(/\d+/g),
    groups.filter((group) => group.length === length),
    words.filter((word) => /\d/.test(word)),
    words.filter((word) => word === word.toUpperCase() && word !== word.toLowerCase()),
  );
}

/**
 * Reads a code as a person would: digits of any script, full-width characters, whatever separates them, a sentence around it. Throws
 * `invalid-request` where nothing or too much is left.
 *
 * @param length characters of a code in a sentence
 */
export function normaliseCode(typed: string, length: number = maxCode): string {
  const text = typed.normalize('NFKC').replace(/\p{Nd}/gu, asciiDigit);
  const code = text.replace(/[^\p{L}\p{N}]/gu, '');
  if (!code) throw new Failure('invalid-request', { fields: { code: 'missing' } });
  if (Array.from(code).length <= maxCode) return code;
  const found = codeInSentence(text, length);
  if (!found) throw new Failure('invalid-request', { fields: { code: 'too-long' } });
  return found;
}
