import { expect, test } from 'vitest';
import { isCommon, isPattern } from '../../../src/gateway/passwords/common-passwords.js';

test.each(['aaaaaaaa', '12121212', 'abcabcabca', 'abcdabcd', '........', '23456789', 'hgfedcba', '        '])(
  '“%s” is a pattern',
  (text) => {
    expect(isPattern(text.trim() || text)).toBe(true);
  },
);

test.each(['abcdeabcde', '13579135', 'abcdefgi', 'correct horse', 'hgfedcbb'])('“%s” is none', (text) => {
  expect(isPattern(text)).toBe(false);
});

test.each([
  'password',
  'PassWord',
  ' trustno1',
  'corvette ',
  'ｐａｓｓｗｏｒｄ',
  '1qaz2wsx',
  'Schalke04',
  'ABCDEFGH',
  '        ',
])('“%s” is common', async (password) => {
  expect(await isCommon(password)).toBe(true);
});

test.each(['correct horse', 'kfjeowpq', 'passwordsheep', 'pass word', '😀😁😂🤣😃😄😅😆'])(
  '“%s” is not',
  async (password) => {
    expect(await isCommon(password)).toBe(false);
  },
);
