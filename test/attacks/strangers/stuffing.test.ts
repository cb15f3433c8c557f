/**
 * Stuffing: strangers try passwords, from one address or many, at one account or many. Asserted is what they get through, and what the owner of an
 * account meets meanwhile, without a captcha: at the own device, and at a new one.
 */
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import {
  type Browser,
  type Crowd,
  crowd,
  type Met,
  owner,
  ownAddress,
  password,
  patiently,
  strangerAddress,
} from './crowd.js';
import { cellsOf, documentedRow, documentedRows, type StrangersRow, writeStrangers } from './strangers-report.js';

afterEach(() => void vi.useRealTimers());

/** The longest pause of an account: nobody at a new device waits longer. */
const longestWait = 60;

interface Attack {
  name: string;
  /** In the words of the page. */
  told: string;
  /** Seconds between two calls. */
  every: number;
  calls: number;
  /** Who calls, and which account. */
  address(index: number): string;
  account(index: number): string;
  /** What the hosted API is asked at most. */
  mostReached: number;
}

const account = (index: number): string => (index === 0 ? owner : `reader${index}@example.org`);
const attacks: readonly Attack[] = [
  {
    name: 'one account, many addresses',
    told: 'try one account from 1,200 addresses, one a second',
    every: 1,
    calls: 1200,
    address: strangerAddress,
    account: () => owner,
    // Ten, then one in pauses that grow to a minute, for twenty minutes; and again after the owner has signed in.
    mostReached: 60,
  },
  {
    name: 'one account, one address',
    told: 'try one account from one address, one a second',
    every: 1,
    calls: 1200,
    address: () => strangerAddress(0),
    account: () => owner,
    mostReached: 30,
  },
  {
    name: 'many accounts, one address',
    told: 'try 1,000 accounts from one address, two a second',
    every: 0.5,
    calls: 1200,
    address: () => strangerAddress(0),
    account: (index) => account(index % 1000),
    mostReached: 125,
  },
  {
    name: 'a botnet: many accounts, many addresses',
    told: 'try 20 accounts from 500 addresses, two a second',
    every: 0.5,
    calls: 2000,
    address: (index) => strangerAddress(index % 500),
    account: (index) => account(index % 20),
    mostReached: 700,
  },
];

const rows: StrangersRow[] = [];

async function play({ every, calls, address, account, told }: Attack, news: Crowd): Promise<StrangersRow> {
  const login = (from: { post: ReturnType<Crowd['browser']>['post'] }, identifier: string, typed: string) =>
    from.post('login/start', { identifier, password: typed });
  const own = news.browser(ownAddress);
  expect(await login(own, owner, password)).toMatchObject({ kind: 'session' });
  let made = 0;
  let reached = 0;
  /** The attack goes on for so long. */
  async function goOn(seconds: number): Promise<void> {
    for (let left = seconds; left > 0; left -= every) {
      const before = news.asked('login/verify');
      if (made < calls) await login(news.browser(address(made)), account(made), `guess ${made}`);
      reached += news.asked('login/verify') - before;
      made += 1;
      await news.pass(Math.min(every, left));
    }
  }
  await goOn((calls * every) / 2);
  const meet = (from: ReturnType<Crowd['browser']>): Promise<Met> =>
    patiently(() => login(from, owner, password), goOn);
  const ownDevice = await meet(own);
  const newDevice = await meet(news.browser('192.0.2.99'));
  await goOn((calls - made) * every);
  return { attack: told, calls, reached, ownDevice, newDevice };
}

test.each(attacks)('$name', async (attack) => {
  const row = await play(attack, crowd());
  rows.push(row);
  expect(row.reached).toBeLessThanOrEqual(attack.mostReached);
  expect(row.ownDevice).toEqual({ outcome: 'session', waited: 0, tries: 1 });
  expect(row.newDevice.outcome).toBe('session');
  expect(row.newDevice.waited).toBeLessThanOrEqual(longestWait);
  expect(documentedRow('stuffing', attack.told)).toEqual(cellsOf(row));
});

test('the page tells of these attacks and no others', () => {
  expect(documentedRows('stuffing').map(([name]) => name)).toEqual(attacks.map(({ told }) => told));
});

test('a reader who shares the address of the strangers waits a minute at most, and at the own device not at all', async () => {
  const news = crowd();
  const address = strangerAddress(0);
  const own = news.browser(address);
  await own.post('login/start', { identifier: owner, password });
  const attack = async (seconds: number): Promise<void> => {
    for (let second = 0; second < seconds; second += 1) {
      await news.browser(address).post('login/start', { identifier: account(1 + (second % 500)), password: 'guess' });
      await news.pass(1);
    }
  };
  await attack(300);
  expect(await own.post('login/start', { identifier: owner, password })).toMatchObject({ kind: 'session' });
  const { retryAfter = 0 } = await news.browser(address).post('login/start', { identifier: owner, password });
  expect(retryAfter).toBeGreaterThan(0);
  expect(retryAfter).toBeLessThanOrEqual(60);
});

test('a botnet whose addresses come back in turn cannot keep a new device from the way by mail', async () => {
  const news = crowd();
  let made = 0;
  const attack = async (seconds: number): Promise<void> => {
    for (let second = 0; second < seconds; second += 1) {
      await news.browser(strangerAddress(made++ % 100)).post('login/start', { identifier: owner, password: 'guess' });
      await news.pass(1);
    }
  };
  await attack(600);
  const device = news.browser(ownAddress);
  const { flow } = await device.post('password-forgotten/start', { identifier: owner });
  const { code } = news.simulator.inbox.findLast(({ to }) => to === owner)!;
  await attack(30);
  const verified = await device.post('password-forgotten/verify', { flow, code });
  expect(verified).toMatchObject({ step: 'reset-password' });
  const reset = { flow: verified.flow, password: 'another one, quite new' };
  expect(await device.post('password-forgotten/reset-password', reset)).toMatchObject({ kind: 'session' });
  // From here on the device is known, however long the attack lasts.
  await attack(60);
  expect(await device.post('login/start', { identifier: owner, password: reset.password })).toMatchObject({
    kind: 'session',
  });
});

test('a flow without tries, sent again from everywhere, keeps no owner from the code that was mailed', async () => {
  const news = crowd();
  const stranger = news.browser(strangerAddress(0));
  const { flow } = await stranger.post('password-forgotten/start', { identifier: owner });
  const guess = (from: Browser) => from.post('password-forgotten/verify', { flow, code: '000000' });
  for (let times = 0; times < 5; times += 1) expect(await guess(stranger)).toMatchObject({ code: 'wrong-code' });
  // Each code comes from a browser that has not heard that the flow is over.
  for (let times = 1; times <= 100; times += 1) {
    await guess(stranger.copy(strangerAddress(times)));
    await news.pass(8);
  }
  const device = news.browser(ownAddress);
  const own = await device.post('password-forgotten/start', { identifier: owner });
  const { code } = news.simulator.inbox.findLast(({ to }) => to === owner)!;
  const verified = await device.post('password-forgotten/verify', { flow: own.flow, code });
  expect(verified).toMatchObject({ step: 'reset-password' });
});

afterAll(() => writeStrangers('stuffing', 'get through', rows));
