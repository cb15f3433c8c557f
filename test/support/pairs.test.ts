import { expect, test } from 'vitest';
import { pairs } from './pairs.js';

const domains = { a: [1, 2, 3], b: ['x', 'y'], c: [true, false], d: [0, 1, 2, 3] };

test('every two values of two settings meet in some row', () => {
  const rows = pairs(domains);
  const names = Object.keys(domains) as (keyof typeof domains)[];
  for (const one of names)
    for (const other of names.filter((name) => name > one))
      for (const x of domains[one])
        for (const y of domains[other])
          expect(
            rows.some((row) => row[one] === x && row[other] === y),
            `${one}=${x} with ${other}=${y}`,
          ).toBe(true);
});

test('the rows are fewer than all combinations', () => {
  expect(pairs(domains).length).toBeLessThan(48 / 2);
});

test('a setting alone has no pair', () => {
  expect(pairs({ a: [1, 2] })).toEqual([]);
});
