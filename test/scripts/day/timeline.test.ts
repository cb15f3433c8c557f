import { expect, test } from 'vitest';
import { createRandom } from '../../../scripts/day/people.js';
import { attackHours, deedsOfDay, due, happenings, slowHour } from '../../../scripts/day/timeline.js';

const dueIn = (ofDay: number, from: number, to: number, step: number): number => {
  let sum = 0;
  for (let at = from; at < to - step / 2; at += step) sum += due(ofDay, at, Math.min(to, at + step));
  return sum;
};

test.each(Object.entries(deedsOfDay))('a day has all of its deeds: %s', (_name, ofDay) => {
  expect(dueIn(ofDay, 0, 24, 1 / 8)).toBeCloseTo(ofDay, 6);
});

test('newsletters make the busiest hours', () => {
  const hours = Array.from({ length: 24 }, (_, hour) => dueIn(4000, hour, hour + 1, 1));
  const order = hours.map((count, hour) => ({ count, hour })).sort((one, other) => other.count - one.count);
  expect(order.slice(0, 2).map(({ hour }) => hour)).toEqual([6, 12]);
  expect(Math.min(...hours)).toBeGreaterThan(0);
});

test('what happens is in the order of its hours, and over by midnight', () => {
  const hours = happenings.map(({ at }) => at);
  expect(hours).toEqual([...hours].sort((one, other) => one - other));
  expect([...hours, ...attackHours].every((at) => at > 0 && at < 24)).toBe(true);
});

test('each mood of the hosted API ends in a good one', () => {
  const moods = happenings.flatMap((each) => ('mood' in each ? [each] : []));
  expect(moods.map(({ mood }) => mood)).toEqual(['slow', 'well', 'emergency', 'well']);
  expect(slowHour).toBe(14);
});

test('a secret that seals could be read everywhere one phase before', () => {
  const phases = happenings.flatMap((each) => ('secrets' in each && each.secrets ? [each.secrets.split(',')] : []));
  expect(phases).toHaveLength(2);
  expect(phases[0]).toContain(phases[1]![0]);
  expect(phases[1]).toContain(phases[0]![0]);
});

test('the same seed plays the same day', () => {
  const numbers = (seed: number) => Array.from({ length: 5 }, createRandom(seed));
  expect(numbers(1)).toEqual(numbers(1));
  expect(numbers(1)).not.toEqual(numbers(2));
  expect(numbers(3).every((each) => each >= 0 && each < 1)).toBe(true);
});
