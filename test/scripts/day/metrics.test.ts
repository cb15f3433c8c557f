import { expect, test } from 'vitest';
import { latencies, metricsSaid } from '../../../scripts/day/metrics-said.js';
import { hourOf, quantileOf } from '../../../scripts/day/series.js';
import { scrapesOf } from './support/scrapes.js';

const signIns = (count: number, route = 'login/start') => `sso_gateway_sign_ins_total{route="${route}"} ${count}`;

test('a counter counts on over a restart, by what its new process has counted', () => {
  const scrapes = scrapesOf(
    [0, 'a', 100, signIns(5)],
    [1, 'a', 100, signIns(8)],
    [2, 'a', 200, signIns(1)],
    [3, 'a', 200, signIns(4)],
  );
  expect(scrapes.increase('sso_gateway_sign_ins_total')).toBe(12);
});

test('a new process that has counted further than the old one is a restart, too', () => {
  const scrapes = scrapesOf([0, 'a', 100, signIns(5)], [1, 'a', 200, signIns(9)]);
  expect(scrapes.increase('sso_gateway_sign_ins_total')).toBe(14);
});

test('a series that the new process makes later begins with 0', () => {
  const scrapes = scrapesOf(
    [0, 'a', 100, signIns(5), signIns(3, 'join')],
    [1, 'a', 200, signIns(0)],
    [2, 'a', 200, signIns(1), signIns(4, 'join')],
  );
  expect([...scrapes.increases('sso_gateway_sign_ins_total', ['route'])]).toEqual([
    ['login/start', 6],
    ['join', 7],
  ]);
});

test('a scrape without an answer loses nothing that the next one has', () => {
  const scrapes = scrapesOf([0, 'a', 100, signIns(5)], [1, 'a', 100], [2, 'a', 100, signIns(7)]);
  expect(scrapes.increase('sso_gateway_sign_ins_total')).toBe(7);
  expect([...scrapes.answered.get('a')!]).toEqual([
    [0, true],
    [1, false],
    [2, true],
  ]);
});

test('instances are added up, and hours told apart', () => {
  const scrapes = scrapesOf(
    [0, 'a', 100, signIns(1)],
    [0, 'b', 100, signIns(2)],
    [59, 'a', 100, signIns(4)],
    [60, 'b', 100, signIns(12)],
    [1440, 'a', 100, signIns(5)],
  );
  expect(scrapes.increase('sso_gateway_sign_ins_total', hourOf(0))).toBe(6);
  expect(scrapes.increase('sso_gateway_sign_ins_total', hourOf(1))).toBe(10);
  expect(scrapes.increase('sso_gateway_sign_ins_total')).toBe(17);
});

test.each([
  [0.5, { 1: 10, 2: 20, '+Inf': 20 }, 1],
  [0.75, { 1: 10, 2: 20, '+Inf': 20 }, 1.5],
  [0.5, { 1: 20, 2: 20, '+Inf': 20 }, 0.5],
  [0.95, { 1: 0, 2: 10, '+Inf': 20 }, 2],
  [0.5, { 1: 0, '+Inf': 0 }, undefined],
])('the quantile %s of %o is %s', (quantile, buckets, found) => {
  expect(quantileOf(quantile, new Map(Object.entries(buckets)))).toBe(found);
});

const bucket = (operation: string, le: string, count: number) =>
  `sso_gateway_api_operation_duration_seconds_bucket{operation="${operation}",le="${le}"} ${count}`;

test('latencies are those of the period, the most frequent first', () => {
  const scrapes = scrapesOf(
    [10, 'a', 100, bucket('validate', '0.1', 4), bucket('validate', '+Inf', 4), bucket('login', '+Inf', 0)],
    [70, 'a', 100, bucket('validate', '0.1', 4), bucket('validate', '1', 6), bucket('validate', '+Inf', 6)],
    [80, 'a', 100, bucket('login', '0.1', 9), bucket('login', '+Inf', 9)],
  );
  const of = 'sso_gateway_api_operation_duration_seconds';
  expect(latencies(scrapes, of, 'operation', hourOf(0))).toEqual([
    { name: 'validate', times: 4, p50: 0.05, p95: expect.closeTo(0.095) as number },
  ]);
  expect(latencies(scrapes, of, 'operation').map(({ name, times }) => [name, times])).toEqual([
    ['login', 9],
    ['validate', 6],
  ]);
});

test('what the metrics said has counts that are not 0, and minutes that a gauge was up', () => {
  const circuit = (value: number) => `sso_gateway_api_circuit_open{circuit="processes"} ${value}`;
  const said = metricsSaid(
    scrapesOf(
      [0, 'a', 100, signIns(2), circuit(0), 'sso_gateway_emergency 0'],
      [2, 'a', 100, signIns(2), circuit(1), 'sso_gateway_emergency 0'],
      [2, 'b', 100, signIns(1), circuit(1), 'sso_gateway_emergency 1'],
      [5, 'a', 100, signIns(2), circuit(0), 'sso_gateway_emergency 0'],
      [6, 'b', 100],
      [7, 'b', 100, 'sso_gateway_sign_in_failures_total{outcome="wrong-credentials"} 3', circuit(0)],
    ),
    14,
  );
  expect(said).toMatchObject({
    scrapes: { answered: 5, failed: 1 },
    signIns: { 'login/start': 3 },
    signInFailures: { 'wrong-credentials': 3 },
    circuits: { processes: 5 },
    emergency: 1,
    limits: {},
    operationsWhileSlow: [],
  });
});
