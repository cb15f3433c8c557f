/**
 * Flooding of mails: each code is a mail to somebody's address, and strangers can name any. Asserted is how many mails there are, and what the
 * owner of a flooded address meets meanwhile, without a captcha.
 */
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { type Browser, type Crowd, crowd, owner, ownAddress, password, patiently, strangerAddress } from './crowd.js';
import { cellsOf, documentedRow, documentedRows, type StrangersRow, writeStrangers } from './strangers-report.js';

afterEach(() => void vi.useRealTimers());

/** The longest pause of a recipient. */
const longestWait = 300;

interface Flood {
  name: string;
  /** In the words of the page. */
  told: string;
  calls: number;
  /** Seconds between two calls. */
  every: number;
  call(from: Browser, index: number): Promise<unknown>;
  /** Mails at most, in all. */
  mostMails: number;
}

const forgotten = (from: Browser, identifier: string) => from.post('password-forgotten/start', { identifier });
const register = (from: Browser, email: string) =>
  from.post('registration/start', { email, password: 'an invented password' });

const floods: readonly Flood[] = [
  {
    name: 'one recipient, many addresses: forgotten passwords',
    told: 'have mails sent to one recipient from 1,200 addresses, one in two seconds',
    calls: 1200,
    every: 2,
    call: (from) => forgotten(from, owner),
    // Five, and then ever fewer, for forty minutes.
    mostMails: 30,
  },
  {
    name: 'one recipient under many spellings: registrations',
    told: 'have mails sent to one recipient in 600 spellings from 600 addresses, one in two seconds',
    calls: 600,
    every: 2,
    call: (from, index) => register(from, `victim+${index}@example.org`),
    mostMails: 25,
  },
  {
    name: 'many recipients, many addresses: registrations',
    told: 'have mails sent to 2,500 recipients from 2,500 addresses, ten a second',
    calls: 2500,
    every: 0.1,
    call: (from, index) => register(from, `victim${index}@example.org`),
    // A thousand in ten minutes, and then one a second.
    mostMails: 1200,
  },
];

const rows: StrangersRow[] = [];

async function play({ told, calls, every, call }: Flood, news: Crowd): Promise<StrangersRow & { mails: number }> {
  const own = news.browser(ownAddress);
  expect(await own.post('login/start', { identifier: owner, password })).toMatchObject({ kind: 'session' });
  let made = 0;
  let mails = 0;
  async function goOn(seconds: number): Promise<void> {
    for (let left = seconds; left > 0; left -= every) {
      const before = news.simulator.inbox.length;
      if (made < calls) await call(news.browser(strangerAddress(made)), made);
      mails += news.simulator.inbox.length - before;
      made += 1;
      await news.pass(Math.min(every, left));
    }
  }
  await goOn((calls * every) / 2);
  const ownDevice = await patiently(() => forgotten(own, owner), goOn);
  const newDevice = await patiently(() => forgotten(news.browser('192.0.2.99'), owner), goOn);
  await goOn((calls - made) * every);
  return { attack: told, calls, reached: mails, ownDevice, newDevice, mails };
}

test.each(floods)(
  '$name',
  async (flood) => {
    const { mails, ...row } = await play(flood, crowd());
    rows.push(row);
    expect(mails).toBeLessThanOrEqual(flood.mostMails);
    expect(row.ownDevice).toEqual({ outcome: 'step', waited: 0, tries: 1 });
    expect(row.newDevice.outcome).toBe('step');
    expect(row.newDevice.waited).toBeLessThanOrEqual(longestWait);
    expect(documentedRow('flooding', flood.told)).toEqual(cellsOf(row));
    // Thousands of calls, on a machine that may be busy.
  },
  240_000,
);

test('the page tells of these floods and no others', () => {
  expect(documentedRows('flooding').map(([name]) => name)).toEqual(floods.map(({ told }) => told));
});

test('another code is a mail, too: a stranger who has a flow gets no more of them than one who begins anew', async () => {
  const news = crowd();
  const stranger = news.browser(strangerAddress(1));
  const { flow } = await forgotten(stranger, owner);
  for (let minutes = 0; minutes < 14; minutes += 1) {
    await news.pass(60);
    await stranger.post('password-forgotten/resend', { flow });
  }
  // Five in an hour, and the one that begins the first pause.
  expect(news.simulator.inbox.length).toBeLessThanOrEqual(6);
});

afterAll(() => writeStrangers('flooding', 'mails', rows));
