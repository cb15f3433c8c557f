/** A demo and a browser for a test file, and a fresh browser context for each reader in a test. */
import type { Browser, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject } from 'vitest';
import { launchBrowser } from '../../../scripts/drive/launch-browser.js';
import { type Demo, demoAt, type DemoPlace } from '../../../scripts/drive/start-demo.js';
import { start } from '../../../scripts/run/start.js';
import type { BrowserRecord } from './browser-record.js';
import { openReader, type Reader, type Site } from './reader.js';
import {
  codesOf,
  findCodes,
  findSecrets,
  isInbox,
  isSelfService,
  secretsOf,
  type Sighting,
  transferTokensOf,
} from './secrets.js';

/** The shared secret of the customer with a second factor: the server's, too. */
const sharedSecret = 'K5GVSQ2XJBCVOT2CKZHU4RKSIFKEKU2P';

/** Borrows a demo for this file. */
async function borrowDemo(): Promise<Demo> {
  const response = await fetch(inject('demos'));
  if (!response.ok) throw new Error(await response.text());
  return demoAt((await response.json()) as DemoPlace);
}

/** Gives a demo back: the next file that asks gets it. */
async function giveBack({ origin }: Demo): Promise<void> {
  await fetch(inject('demos'), { method: 'DELETE', body: origin });
}

/** Writes what a person sees of a page whose test has failed: elsewhere it may not fail again. */
async function tell(page: Page): Promise<void> {
  const seen = page.isClosed() ? 'closed' : await page.locator('body').ariaSnapshot().catch(String);
  console.error(`${page.url()}\n${seen}`);
}

/** Provides demo and browser for a test file, and searches for secrets after each test. Call it once, at the top. */
export function useSite(): Site {
  let demo: Demo | undefined;
  let browser: Browser | undefined;
  let readers: Reader[] = [];
  const site: Site = {
    get demo() {
      return demo!;
    },
    get browser() {
      return browser!;
    },
    async device(language = 'en', options = {}) {
      const reader = await openReader(site, language, options);
      readers.push(reader);
      return reader;
    },
  };
  beforeAll(async () => {
    [demo, browser] = await Promise.all([borrowDemo(), start('The browser', launchBrowser)]);
  });
  afterAll(async () => {
    await browser?.close();
    if (demo) await giveBack(demo);
  });
  beforeEach(() => demo!.reset());
  /** How many of the demo's answers have been searched: those that come late are searched after the next test. */
  let searched = 0;
  afterEach(async ({ task }) => {
    const devices = readers;
    readers = [];
    const ended: { record: BrowserRecord; seen: Sighting[] }[] = [];
    for (const { record, page, context } of devices) {
      if (task.result?.state === 'fail') await tell(page);
      if (!page.isClosed()) await record.look(page);
      const seen = await record.seen();
      await context.close();
      await record.settled();
      ended.push({ record, seen });
    }
    // Only now: a page may ask for something until it is closed, and what it asked for last is recorded, too.
    const exchanges = demo!.exchanges();
    const recorded = demo!.answers();
    const secrets = [...secretsOf(exchanges), sharedSecret];
    const codes = codesOf(exchanges);
    const transfers = transferTokensOf(exchanges);
    const otherSecrets = secrets.filter((secret) => !transfers.includes(secret));
    const secretsIn = (sightings: readonly Sighting[]): string[] => {
      const seen = sightings.filter(({ where }) => !isInbox.test(where));
      const isHandOver = ({ where }: Sighting): boolean =>
        where.startsWith('body of GET ') && isSelfService.test(where);
      const found = [
        ...findSecrets(otherSecrets, seen.filter(isHandOver)),
        ...findSecrets(
          secrets,
          seen.filter((each) => !isHandOver(each)),
        ),
      ];
      return [...found, ...findCodes(codes, seen).map((where) => `${where} (a code)`)];
    };
    // A browser drops the answers of a page that has been left: the demo has recorded them all.
    const answers = recorded.map(({ method, url, body }) => ({ where: `body of ${method} ${url}`, text: body }));
    expect(secretsIn(answers.slice(searched)), 'which answers of the demo hold a secret').toEqual([]);
    searched = answers.length;
    const isRecorded = (request: string): boolean => answers.some(({ where }) => where === `body of ${request}`);
    for (const { record, seen } of ended) {
      expect(
        record.unread().filter((request) => !isRecorded(request)),
        'answers that nobody recorded',
      ).toEqual([]);
      expect(secretsIn(seen), 'what of the browser holds a secret').toEqual([]);
      expect(record.faults, 'violations of the policy, and errors').toEqual([]);
      // Whoever calls the gateway has been given a page before, unless a test stands in for both.
      const called = record.requests.some((request) => request.startsWith(`GET ${site.demo.origin}/sso/`));
      if (called) expect(answers, 'answers that the demo recorded').not.toEqual([]);
    }
  });
  return site;
}
