import { expect, test } from 'vitest';
import { subscriptionId } from '../../src/contract/sso-api.js';

test.each(['1', '9', '10', '9007199254740993', '999999999999999999', '9223372036854775806', '9223372036854775807'])(
  '%s is a subscription ID and stays the same text',
  (digits) => {
    expect(subscriptionId.parse(digits)).toBe(digits);
  },
);

test.each([
  ['zero', '0'],
  ['a leading zero', '01'],
  ['2^63', '9223372036854775808'],
  ['19 nines', '9999999999999999999'],
  ['20 digits', '10000000000000000000'],
  ['a plus', '+1'],
  ['a minus', '-1'],
  ['an exponent', '1e3'],
  ['a fraction', '1.0'],
  ['a hexadecimal number', '0x10'],
  ['a space before', ' 1'],
  ['a line break after', '1\n'],
  ['digits of another script', '١'],
  ['nothing', ''],
  ['a number', 1],
  ['a bigint', 1n],
  ['null', null],
  ['absence', undefined],
])('%s is no subscription ID', (_, value) => {
  expect(subscriptionId.safeParse(value).success).toBe(false);
});
