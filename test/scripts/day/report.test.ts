import { expect, test } from 'vitest';
import { createLedger } from '../../../scripts/day/ledger.js';
import type { DayFigures } from '../../../scripts/day/figures.js';
import { countsOf, highest, logSaid, proxyErrorsIn } from '../../../scripts/day/log-said.js';
import { metricsSaid } from '../../../scripts/day/metrics-said.js';
import { clock, daySection, extrapolationSection, plan, report } from '../../../scripts/day/report.js';
import { scrapesOf } from './support/scrapes.js';

const call = (time: string, more: object) => ({
  time: `2026-11-30T${time}.000Z`,
  level: 'info',
  event: 'call',
  route: 'login/start',
  outcome: 'session',
  status: 200,
  operations: 2,
  operationMilliseconds: 40,
  ...more,
});
const lines = [
  call('06:10:00', { signedIn: true }),
  call('06:11:00', { signedIn: true }),
  call('06:11:30', { signedIn: true }),
  call('07:00:00', { signedIn: true }),
  call('14:02:00', { outcome: 'wrong-credentials', status: 401, operationMilliseconds: 1800 }),
  call('14:03:00', {
    outcome: 'upstream-failed',
    status: 503,
    failed: 'login/verify',
    cause: 'HTTP 503',
    operations: 1,
  }),
  { time: '2026-11-30T11:00:00.000Z', level: 'warn', event: 'limits-away' },
];

async function figures(more: Partial<DayFigures> = {}): Promise<DayFigures> {
  const ledger = createLedger();
  ledger.note({ hour: 6, deed: 'sign-in', outcome: 'session', milliseconds: 30 });
  const none = Array.from({ length: 24 }, () => 0);
  return {
    run: { date: '2026-11-30T10:00:00.000Z', node: '20.20.0', cores: 2, load: [1, 2], minutes: 8, seed: 7, part: 1 },
    late: 3,
    lost: [],
    consents: 2,
    deeds: ledger.deeds(),
    log: await logSaid(lines, [13, 14]),
    metrics: metricsSaid(scrapesOf([0, 'a', 1, 'sso_gateway_sign_ins_total{route="login/start"} 3']), 14),
    proxyErrors: { 'connect() failed': 2 },
    redis: { commands: { get: 7 }, others: 1, memory: { first: 1e6, most: 2e6 } },
    operations: { 'login/verify': 9 },
    startingTime: 1,
    scrapeTime: 0.004,
    measured: {
      part: 1,
      visits: 10,
      signIns: 4,
      calls: 6,
      hours: { signIns: none.with(6, 3), operations: none.with(6, 9), commands: none.with(6, 7) },
      processorTime: 1,
      instanceMemory: 9e7,
      redisEmpty: 1e6,
      keys: [{ kind: 'sso:limit', keys: 2, bytes: 200, lifetime: 0 }],
    },
    ...more,
  };
}

test('the log answers by the queries of its page', async () => {
  const said = await logSaid(lines, [13, 14]);
  expect(said).toMatchObject({
    lines: 7,
    signIns: 4,
    events: { 'limits-away (warn)': 1 },
    calls: { 'login/start': { session: 4, 'wrong-credentials': 1, 'upstream-failed': 1 } },
    busiestMinute: '2026-11-30T06:11 2 signed in, 0 refused',
    failures: { 'login/verify HTTP 503': 1 },
  });
  expect(said.slowest).toEqual(['2026-11-30T14:02 2 operations, 900 ms on average, 1800 ms at most, 0 failed']);
});

test('a log in which nobody signed in has no busiest minute', async () => {
  expect(await logSaid([], [14])).toMatchObject({ busiestMinute: '', slowest: [], signIns: 0 });
});

test('counts go down, and the highest figure is found', () => {
  expect(Object.entries(countsOf(['a', 'b', 'b']))).toEqual([
    ['b', 2],
    ['a', 1],
  ]);
  expect(highest(['x 2 times', 'y 11 times', 'z 9 times'], / (\d+) times/)).toBe('y 11 times');
  expect(highest([], /(\d)/)).toBe('');
});

test('errors of nginx are counted by what they say', () => {
  const error = (number: number, text: string) =>
    `2026/11/30 16:00:00 [error] 12#12: *${number} ${text}, client: 127.0.0.1, server: www.example.com, request: "POST /sso/x"`;
  const refused = 'connect() failed (111: Connection refused) while connecting to upstream';
  expect(proxyErrorsIn([error(1, refused), error(2, 'no live upstreams'), error(3, refused)].join('\n'))).toEqual({
    [refused]: 2,
    'no live upstreams': 1,
  });
});

test('the report says what was lost, and by how much the metrics fall short of the log', async () => {
  const text = report(await figures({ lost: ['the account of x'] }), [createLedger().deeds()]);
  expect(text).toContain('- the account of x');
  expect(text).toContain('of 4 sign-ins in the log the metrics have 3');
  expect(daySection(await figures())).toContain('Nothing. Consents that were given');
  expect(daySection(await figures())).toContain('connect() failed 2');
});

test('alerts that were not evaluated are none that did not fire', async () => {
  expect(daySection(await figures())).toContain('Not evaluated: the machine had no promtool.');
  expect(daySection(await figures({ alerts: [] }))).toContain('### Which alerts fired\n\nNone.');
  const fired = await figures({
    alerts: [
      {
        alert: 'SsoEmergency',
        spells: [
          [961, 990],
          [1000, 1000],
        ],
      },
    ],
  });
  expect(daySection(fired)).toContain('| SsoEmergency | 16:01–16:30, 16:40 |');
});

test('a run names its command', async () => {
  expect(daySection(await figures())).toContain('`npm run day -- --minutes 8 --part 1 --seed 7`');
});

test('the arithmetic takes what its reader assumes', async () => {
  const text = extrapolationSection(await figures(), { publishers: 500 });
  expect(text).toContain('| `publishers` | 500 |');
  expect(text).toContain('| sign-ins a day | 4 × 500 | 2,000 |');
});

test('the plan has all that happens', () => {
  expect(plan()).toContain('| 16:30 | the emergency is over |');
  expect(clock(1439)).toBe('23:59');
});
