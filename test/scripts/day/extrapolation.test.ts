import { expect, test } from 'vitest';
import { extrapolate, keysAtOnce, type Measured, readAssumptions, shown } from '../../../scripts/day/extrapolation.js';

const hours = (at: number, most: number, rest = 0) =>
  Array.from({ length: 24 }, (_, hour) => (hour === at ? most : rest));
const day: Measured = {
  part: 1,
  visits: 30_000,
  signIns: 3600,
  calls: 40_000,
  hours: { signIns: hours(6, 1300, 100), operations: hours(20, 7200, 10), commands: hours(6, 36_000, 10) },
  processorTime: 36,
  instanceMemory: 100e6,
  redisEmpty: 1e6,
  keys: [{ kind: 'sso:a', keys: 1000, bytes: 200_000, lifetime: 86_400 }],
};
const plain = { publishers: 100, burst: 1, utilisation: 0.5 };

test('everything grows with publishers, at the peak by the busiest hour of each', () => {
  const found = extrapolate(day, plain);
  expect(found.signInsPerSecond).toBeCloseTo((1300 / 3600) * 100);
  expect(found.operationsPerSecond).toBeCloseTo(200);
  expect(found.redisCommandsPerSecond).toBeCloseTo(1000);
  // 10 ms for each sign-in, on processors that are half idle.
  expect(found.processors).toBeCloseTo((1300 / 3600) * 100 * 0.01 * 2);
  expect(found.redisMemory).toBeCloseTo(20e6);
});

test('a bursty second, and processors that are to be half idle, need more of them', () => {
  const one = extrapolate(day, plain).processors;
  expect(extrapolate(day, { ...plain, burst: 3 }).processors).toBeCloseTo(3 * one);
  expect(extrapolate(day, { ...plain, utilisation: 0.25 }).processors).toBeCloseTo(2 * one);
});

test('a part of the readers stands for all of them', () => {
  const tenth = extrapolate({ ...day, part: 0.1 }, plain);
  expect(tenth.signInsPerSecond).toBeCloseTo(10 * extrapolate(day, plain).signInsPerSecond);
});

test('the cost of a million sign-ins is a day’s, by its sign-ins', () => {
  const free = { vcpuHour: 0, memoryGbHour: 0, redisGbHour: 0 };
  const of = (given: object) => extrapolate(day, { ...plain, ...free, ...given }).costOfMillion;
  const perMillion = 1e6 / 360_000;
  expect(of({ vcpuHour: 1 }).shared).toBeCloseTo(24 * (1300 / 3600) * 2 * perMillion);
  expect(of({ vcpuHour: 1, instanceCpu: 0.25 }).each).toBeCloseTo(24 * 200 * 0.25 * perMillion);
  expect(of({ memoryGbHour: 1 }).shared).toBeCloseTo(24 * 20 * perMillion);
  expect(of({ redisGbHour: 1, redisCopies: 2 }).shared).toBeCloseTo(24 * 2 * (0.02 + 0.001) * perMillion);
  expect(of({ redisGbHour: 1, redisCopies: 2 }).each).toBeCloseTo(24 * 2 * (0.02 + 0.1) * perMillion);
  expect(of({})).toEqual({ shared: 0, each: 0 });
});

test('every row says its arithmetic', () => {
  const { rows } = extrapolate(day, plain);
  expect(rows.find(({ what }) => what === 'sign-ins a second at the peak')).toEqual({
    what: 'sign-ins a second at the peak',
    how: '1,300 in the hour from 6 o’clock ÷ 3,600 s × 1 × 100',
    value: '36.1',
  });
  expect(rows.filter(({ how, value }) => !/[×÷]/.test(how) || /NaN|Infinity|undefined/.test(how + value))).toEqual([]);
});

test('a day without a sign-in says nothing of many', () => {
  expect(() => extrapolate({ ...day, signIns: 0 })).toThrow(RangeError);
});

test.each([
  ['lives a minute: the share of the peak', 60, 1000 * (1 / 60) * 0.3],
  ['lives an hour: the busiest hour’s', 3600, 300],
  ['lives half a day: no more than a day makes', 43_200, 1000],
  ['lives two days: of both', 2 * 86_400, 2000],
])('keys at once of what %s', (_what, lifetime, found) => {
  expect(keysAtOnce({ kind: 'x', keys: 1000, bytes: 1, lifetime }, 0.3)).toBeCloseTo(found);
});

test('what the reader assumes is read, and a slip refused', () => {
  expect(readAssumptions('publishers=500,vcpuHour=0.05')).toEqual({ publishers: 500, vcpuHour: 0.05 });
  expect(readAssumptions('')).toEqual({});
  expect(() => readAssumptions('publisher=500')).toThrow('there is no publisher');
  expect(() => readAssumptions('publishers=many')).toThrow('a number above 0');
  expect(() => readAssumptions('publishers')).toThrow('a number above 0');
});

test.each([
  [1234.5, '1,235'],
  [99.94, '99.9'],
  [0.001234, '0.00123'],
  [0, '0'],
])('%s is shown as %s', (value, text) => {
  expect(shown(value)).toBe(text);
});
