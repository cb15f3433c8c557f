/** The circuit breaker: through the gateway, with a hosted API that goes down and comes back. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Failure } from '../../../src/gateway/base/failure.js';
import {
  CircuitOpen,
  createCircuit,
  fewestFaults,
  GivenUp,
  NoFault,
  pause,
} from '../../../src/gateway/upstream/circuit.js';
import { credentials, error, type Script, session, site } from '../support/harness.js';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-05-04T10:00:00Z'), toFake: ['Date', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});
const advance = (milliseconds: number) => vi.advanceTimersByTime(milliseconds);

const verify = '/processes/login/verify';
const at = (script: Script) => site(script, { now: () => Date.now() });
const events = (of: ReturnType<typeof site>) =>
  of.log
    .filter(({ event }) => event.startsWith('circuit'))
    .map(({ level, event, circuit, operation }) => [level, event, circuit, operation]);
async function signIn(of: ReturnType<typeof site>, times = 1) {
  let response = await of.post('login/start', credentials);
  for (let n = 1; n < times; n += 1) response = await of.post('login/start', credentials);
  return response;
}

test.each([
  ...[502, 503, 504].map((status): [string, () => Response] => [`a status of ${status}`, () => error(status)]),
  ['a broken connection', () => Promise.reject(new TypeError('no'))],
])('after some of %s, operations are refused at once, until one works again', async (_name, reply) => {
  const news = at({ [verify]: reply });
  await signIn(news, fewestFaults);
  expect(events(news)).toEqual([['warn', 'circuit-opened', 'processes', 'login/verify']]);
  const sent = news.sent.length;
  const response = await signIn(news);
  expect([response.status, response.headers.get('retry-after')]).toEqual([502, '5']);
  expect(await response.json()).toMatchObject({ code: 'upstream-failed', retryAfter: 5 });
  expect(news.sent).toHaveLength(sent);
  // Refused readers fill no log of alarms.
  expect(news.log.filter(({ reason }) => reason === 'circuit open').map(({ level }) => level)).toEqual(['info']);

  advance(pause);
  await signIn(news);
  expect(news.sent).toHaveLength(sent + 1);
  expect((await signIn(news)).headers.get('retry-after')).toBe('5');
  expect(news.sent).toHaveLength(sent + 1);
  news.script[verify] = () => session();
  advance(pause);
  expect((await signIn(news, 2)).status).toBe(200);
  expect(events(news)).toEqual([
    ['warn', 'circuit-opened', 'processes', 'login/verify'],
    ['info', 'circuit-closed', 'processes', 'login/verify'],
  ]);
});

test.each([400, 401, 403, 404, 429, 500, 501])(
  '%i never opens it: in an emergency, and where readers err or bring about what the hosted API cannot do, operations go on',
  async (status) => {
    const news = at({ [verify]: () => error(status) });
    await signIn(news, 3 * fewestFaults);
    expect(news.to(verify)).toHaveLength(3 * fewestFaults);
  },
);

test.each([
  ['a redirect', () => new Response(null, { status: 302 })],
  ['a reply that is too long', () => new Response('x'.repeat(200_001))],
])('%s does not open it: what answers is not down', async (_name, reply) => {
  const news = at({ [verify]: reply });
  await signIn(news, 2 * fewestFaults);
  expect(news.to(verify)).toHaveLength(2 * fewestFaults);
  expect(events(news)).toEqual([]);
});

test('a few faults in a long time do not open it', async () => {
  const news = at({ [verify]: () => error(503) });
  for (let n = 0; n < 2 * fewestFaults; n += 1) {
    await signIn(news);
    advance(4000);
  }
  expect(news.to(verify)).toHaveLength(2 * fewestFaults);
});

test('one operation that fails shuts off no others while those work', async () => {
  const news = at({ [verify]: () => error(503), '/processes/passwordForgotten/sendToken': () => error(404) });
  for (let n = 0; n < 2 * fewestFaults; n += 1) {
    await news.post('password-forgotten/start', { identifier: credentials.identifier });
    await signIn(news);
  }
  expect(events(news)).toEqual([]);
});

/** A circuit that is due to try again. */
async function due() {
  const changes: [string, string][] = [];
  const circuit = createCircuit({
    now: () => Date.now(),
    timeout: 1000,
    onChange: (state, operation) => changes.push([state, operation]),
  });
  const fail = () =>
    circuit.run(
      'a',
      () => Promise.reject(new TypeError('no')),
      () => false,
    );
  for (let n = 0; n < fewestFaults; n += 1) await expect(fail()).rejects.toThrow(TypeError);
  await expect(fail()).rejects.toThrow(CircuitOpen);
  advance(pause);
  return { circuit, changes };
}
const works = () => Promise.resolve(1);
const never = () => false;

test('while one call tries, others are refused, and nobody waits for it', async () => {
  const { circuit, changes } = await due();
  let end: (value: number) => void = () => undefined;
  const trial = circuit.run('b', () => new Promise<number>((resolve) => (end = resolve)), never);
  await expect(circuit.run('c', works, never)).rejects.toThrow(CircuitOpen);
  end(1);
  expect(await trial).toBe(1);
  expect(await circuit.run('c', works, never)).toBe(1);
  expect(changes).toEqual([
    ['opened', 'a'],
    ['closed', 'b'],
  ]);
});

test('a trial whose reader left, so that its runtime dropped it, is given up, and another call tries', async () => {
  const { circuit } = await due();
  void circuit.run('b', () => new Promise<number>(() => undefined), never);
  advance(2999);
  await expect(circuit.run('c', works, never)).rejects.toThrow(CircuitOpen);
  advance(1);
  expect(await circuit.run('c', works, never)).toBe(1);
});

test('what a trial throws for another reason closes it', async () => {
  const { circuit } = await due();
  await expect(circuit.run('b', () => Promise.reject(new NoFault('redirect')), never)).rejects.toThrow(NoFault);
  expect(await circuit.run('c', works, never)).toBe(1);
});

test('a trial that was given up early leaves it open for another pause', async () => {
  const { circuit, changes } = await due();
  await expect(circuit.run('b', () => Promise.reject(new GivenUp('late')), never)).rejects.toThrow(GivenUp);
  await expect(circuit.run('c', works, never)).rejects.toThrow(CircuitOpen);
  advance(pause);
  expect(await circuit.run('c', works, never)).toBe(1);
  expect(changes).toEqual([
    ['opened', 'a'],
    ['closed', 'c'],
  ]);
});

test('a trial that was taken for lost and fails all the same opens nothing again', async () => {
  const { circuit, changes } = await due();
  let fail: (error: Error) => void = () => undefined;
  const lost = circuit.run('b', () => new Promise<number>((_resolve, reject) => (fail = reject)), never);
  advance(3000);
  expect(await circuit.run('c', works, never)).toBe(1);
  fail(new TypeError('no'));
  await expect(lost).rejects.toThrow(TypeError);
  expect(await circuit.run('d', works, never)).toBe(1);
  expect(changes).toEqual([
    ['opened', 'a'],
    ['closed', 'c'],
  ]);
});

test.each([-86_400_000, -3000, 86_400_000])(
  'a clock that is set by %i milliseconds while it is open makes the pause neither longer nor shorter',
  async (jump) => {
    const news = at({ [verify]: () => error(503) });
    await signIn(news, fewestFaults);
    vi.setSystemTime(Date.now() + jump);
    news.script[verify] = () => session();
    advance(pause - 1);
    expect((await signIn(news)).status).toBe(502);
    advance(1);
    expect((await signIn(news)).status).toBe(200);
  },
);

test('a refusal is the failure that readers are told', () => {
  expect(new CircuitOpen()).toBeInstanceOf(Failure);
  expect(new CircuitOpen()).toMatchObject({ code: 'upstream-failed', retryAfter: 5 });
});
