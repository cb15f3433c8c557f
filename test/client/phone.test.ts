import { expect, test } from 'vitest';
import { parseMobileNumber } from '../../src/client/phone-number.js';

test.each([
  ['as people write it', '0151 23456789', '+4915123456789'],
  ['with dashes, slashes and brackets', '(0151) 234-567/89', '+4915123456789'],
  ['with its country', '+49 151 23456789', '+4915123456789'],
  ['with its country and two zeros', '0049 151 23456789', '+4915123456789'],
  ['in full-width digits', '０１５１ ２３４５６７８９', '+4915123456789'],
])('a mobile number %s becomes E.164', (_, typed, number) => {
  expect(parseMobileNumber(typed, ['DE'])).toEqual({ number });
});

test.each([
  ['the second of the listed countries', '0664 1234567', ['DE', 'AT'], '+436641234567'],
  ['the first where several fit', '06 12345678', ['NL', 'HU'], '+31612345678'],
  ['a country that is listed in small letters', '0151 23456789', [' de '], '+4915123456789'],
  ['a country that is listed beside one that is none', '0151 23456789', ['XX', 'DE'], '+4915123456789'],
  ['a country that shares its prefix with another', '+44 7781 123456', ['GB', 'GG'], '+447781123456'],
])('a number of %s is taken', (_, typed, countries, number) => {
  expect(parseMobileNumber(typed, countries)).toEqual({ number });
});

test.each([
  ['+43 664 1234567', ['DE']],
  ['+7 701 234 5678', ['RU']],
  ['+44 7781 123456', ['GB']],
  ['+882 16 10000000', ['DE']],
])('%s is a mobile number, but of none of the countries %j', (typed, countries) => {
  expect(parseMobileNumber(typed, countries)).toEqual({ fault: 'country' });
});

test.each([
  ['nothing', ''],
  ['no number', 'hello'],
  ['markup', '<b>0</b>'],
  ['a landline with its country', '+49 30 901820'],
  ['a landline', '030 901820'],
  ['a landline of another country', '+43 1 58858'],
  ['too few digits', '0151 2345'],
  ['too many digits', '0151 23456789012345'],
  ['a country that is none', '+999 151 23456789'],
  ['a number of another country without its prefix', '0664 1234567'],
])('%s is not valid', (_, typed) => {
  expect(parseMobileNumber(typed, ['DE'])).toEqual({ fault: 'invalid' });
});

test("where any country is taken a number without prefix is one of the reader's own region", () => {
  expect(parseMobileNumber('0664 1234567', [], 'AT')).toEqual({ number: '+436641234567' });
  expect(parseMobileNumber('+49 151 23456789', [], 'AT')).toEqual({ number: '+4915123456789' });
});

test.each([undefined, 'Hans', '419'])('without a region (%s) a number needs its prefix', (region) => {
  expect(parseMobileNumber('0151 23456789', [], region)).toEqual({ fault: 'invalid' });
  expect(parseMobileNumber('+49 151 23456789', [], region)).toEqual({ number: '+4915123456789' });
});

test("the reader's own region does not count where countries are listed", () => {
  expect(parseMobileNumber('0664 1234567', ['DE'], 'AT')).toEqual({ fault: 'invalid' });
});
