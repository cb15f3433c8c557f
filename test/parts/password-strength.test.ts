import { dictionary } from '@zxcvbn-ts/language-common';
import { expect, test } from 'vitest';
import { frequentWords, germanWords } from '../../src/parts/common-words.js';
import { type Strength, strengthOf } from '../../src/parts/password-strength.js';

const words = (text: string): string[] => text.trim().split(/\s+/);

test('the words are the first of the list by which the gateway refuses whole passwords', () => {
  const list = words(frequentWords);
  expect(list.length).toBeGreaterThan(500);
  expect(list).toEqual(dictionary['passwords-common'].slice(0, list.length));
  expect(words(germanWords).filter((word) => word !== word.toLowerCase())).toEqual([]);
});

test.each<[string, Strength]>([
  ['password1', 'weak'],
  ['Sommer2024', 'weak'],
  ['passwort!', 'weak'],
  ['aaaaaaaaaaaaaaaa', 'weak'],
  ['qwertzuiop', 'weak'],
  ['1qaz2wsx', 'weak'],
  ['23.04.1987', 'weak'],
  ['kfjeowpq', 'weak'],
  ['kqzmvtrwsx', 'fair'],
  ['correct horse battery', 'strong'],
  ['kqzmv-trwsx-42', 'strong'],
])('“%s” is %s', (password, strength) => {
  expect(strengthOf(password, [])).toBe(strength);
});

test('names of the reader make a password no harder to guess', () => {
  expect(strengthOf('zygmuntowicz', [])).not.toBe('weak');
  expect(strengthOf('zygmuntowicz1', ['zygmuntowicz'])).toBe('weak');
});

test('100 characters take no longer than a key press may', () => {
  expect(strengthOf('a1'.repeat(50), [])).toBe('weak');
  expect(strengthOf('x7 Q?'.repeat(20), [])).toBeTypeOf('string');
});
