import { expect, test } from 'vitest';
import { isMadeOf, wordsOfHost, wordsOfName } from '../../../src/gateway/passwords/context-words.js';

test.each<[string, string[]]>([
  ['Ada.Lovelace@news.example', ['ada.lovelace@news.example', 'ada.lovelace', 'lovelace', 'news']],
  ['reader', ['reader', 'reader']],
  ['Ada', []],
  ['', []],
  ['jürgen+abo@mail.example', ['jürgen+abo@mail.example', 'jürgen+abo', 'jürgen', 'mail']],
])('the words of “%s”', (name, words) => {
  expect([...new Set(wordsOfName(name))]).toEqual([...new Set(words)]);
});

test.each<[string, string[]]>([
  ['www.tageblatt.example', ['tageblatt']],
  ['login.tageblatt.co.example', ['tageblatt']],
  ['localhost', []],
  ['127.0.0.1', []],
  ['tageblatt', []],
])('the words of the host %s', (host, words) => {
  expect(wordsOfHost(host)).toEqual(words);
});

const words = ['lovelace', 'ada.lovelace', 'Tageblatt'];
test.each([
  'lovelace',
  'LOVELACE',
  'lovelace1',
  'Lovelace1815',
  '!lovelace!',
  'ada.lovelace',
  'tageblatt123',
  'tageblattlovelace',
])('“%s” is made of the words', (password) => {
  expect(isMadeOf(password, words)).toBe(true);
});

test.each(['lovelace likes numbers', 'lovelace12345', 'abcd', 'love lace', ''])(
  '“%s” is more, or something else',
  (password) => {
    expect(isMadeOf(password, words)).toBe(false);
  },
);
