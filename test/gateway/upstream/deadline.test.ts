/** One deadline for all operations that one request of a browser makes. */
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { createDeadline, inTime, unlessLate, within, withSignal } from '../../../src/gateway/base/deadline.js';
import { credentials, json, person, session, site } from '../support/harness.js';
import { slowClock } from '../support/slow-clock.js';

afterEach(() => vi.restoreAllMocks());

/** Each operation takes so many milliseconds. */
function slowSite(times: Record<string, number>) {
  const clock = slowClock();
  const replies: Record<string, () => Response> = {
    '/processes/settings/sso': () => json({ settings: { tokenType: 'EMAIL' } }),
    '/processes/login/verify': () => session(),
    '/sessions/customerData': () => json(person),
    '/sessions/validate': () => json({ customerId: '4711' }),
  };
  const asked: string[] = [];
  const news = site(
    {},
    {
      settingsMaxAge: 0,
      fetch: ({ url }) => {
        const path = new URL(url).pathname.replace('/api/v3.0', '');
        asked.push(path);
        return clock.after(times[path] ?? 0, replies[path]!);
      },
    },
  );
  return { clock, news, asked, times };
}

test('operations of one call do not add up: the second is given up when the time of the call is over', async () => {
  const { clock, news } = slowSite({ '/processes/settings/sso': 1900, '/processes/login/verify': 7000 });
  let status = 0;
  const took = await clock.measure(news.post('login/start', credentials).then((answer) => (status = answer.status)));
  expect([status, took]).toEqual([504, 8000]);
});

test('what comes after a slow sign-in has the rest of its time, and the session begins without a name', async () => {
  const { clock, news } = slowSite({ '/processes/login/verify': 7500, '/sessions/customerData': 1900 });
  let answer: unknown;
  const took = await clock.measure(
    news.post('login/start', credentials).then(async (response) => void (answer = await response.json())),
  );
  expect(answer).toEqual({ kind: 'session' });
  expect(took).toBe(8000);
});

test('an impatient caller of a shared validation takes it from nobody, is told what was known, and does not wait again at once', async () => {
  const times: Record<string, number> = {};
  const { clock, news, asked } = slowSite(times);
  await clock.measure(news.post('login/start', credentials));
  news.clock.now += 6 * 60_000;
  times['/sessions/validate'] = 9000;
  let first: unknown;
  const took = await clock.measure(news.get('session').then(async (response) => void (first = await response.json())));
  expect(took).toBe(8000);
  expect(first).toMatchObject({ kind: 'session', customer: { id: person.customerId } });
  const before = asked.filter((path) => path === '/sessions/validate').length;
  expect(await clock.measure(news.get('session'))).toBe(0);
  expect(asked.filter((path) => path === '/sessions/validate')).toHaveLength(before);
});

/** Time passes as the test says. */
function fakeTime(): (milliseconds: number) => void {
  vi.useFakeTimers({ now: 0, toFake: ['performance', 'setTimeout', 'clearTimeout'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  return (milliseconds) => void vi.advanceTimersByTime(milliseconds);
}

test('the time runs from the first use on, and a part of it ends with the whole', () => {
  const pass = fakeTime();
  const deadline = createDeadline(50);
  pass(20);
  expect(deadline.left()).toBe(50);
  pass(20);
  const parts = [within(deadline, 10), within(deadline, 100)];
  expect(parts.map((part) => part.left())).toEqual([10, 30]);
  pass(40);
  expect([deadline, ...parts].map((each) => each.left())).toEqual([0, 0, 0]);
});

test('nothing is begun after the deadline, and shared work goes on beyond it', async () => {
  const pass = fakeTime();
  const work = vi.fn(() => new Promise<number>(() => undefined));
  const deadline = createDeadline(50);
  const waiting = unlessLate(work, deadline);
  pass(50);
  await expect(waiting).rejects.toThrow('upstream-timeout');
  await expect(unlessLate(work, deadline)).rejects.toThrow('upstream-timeout');
  expect(work).toHaveBeenCalledOnce();
  expect(await withSignal(deadline, (signal) => Promise.resolve(signal.aborted))).toBe(true);
  await expect(inTime(deadline, () => Promise.resolve(1))).rejects.toThrow('upstream-timeout');
});

test('a timer that comes early ends nothing', async () => {
  const pass = fakeTime();
  const before = performance.now();
  const clock = vi.spyOn(performance, 'now').mockReturnValue(before);
  const inTheEnd = vi.fn();
  unlessLate(() => new Promise(() => undefined), createDeadline(50)).catch(inTheEnd);
  pass(50);
  await Promise.resolve();
  expect(inTheEnd).not.toHaveBeenCalled();
  clock.mockReturnValue(before + 50);
  pass(50);
  await Promise.resolve();
  expect(inTheEnd).toHaveBeenCalledOnce();
});

test('work that is done leaves no timer behind, nor does work that fails', async () => {
  fakeTime();
  const deadline = createDeadline(50);
  await unlessLate(() => Promise.resolve(), deadline);
  await withSignal(deadline, () => Promise.resolve());
  await expect(unlessLate(() => Promise.reject(new Error('fault')), deadline)).rejects.toThrow('fault');
  await expect(inTime(deadline, () => Promise.reject(new Error('fault')))).rejects.toThrow('fault');
  expect(vi.getTimerCount()).toBe(0);
});
