/** One demo and one browser for a test file, and a fresh browser context for each reader in a test. */
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { Language } from '../../demo/language.js';
import { launchChromium } from '../support/chromium.js';
import { startDemo, type RunningDemo } from '../support/demo.js';
import { findSecrets, secretsOf } from './secrets.js';
import { watch, type Watch } from './watch.js';

/** Milliseconds to wait for something to be seen: generous, the machine may be busy. */
export const patience = 15_000;
/** The shared secret of the customer with a second factor: the server's, too. */
const sharedSecret = 'K5GVSQ2XJBCVOT2CKZHU4RKSIFKEKU2P';

export interface Reader {
  page: Page;
  context: BrowserContext;
  watch: Watch;
  language: Language;
  /** The element. */
  form: Locator;
  /** Opens a page of the site in the reader's language. */
  open(path: string): Promise<void>;
  /** Waits for a heading of the element that has the focus, as at each change of the step. */
  reaches(heading: string): Promise<void>;
  /** Waits until the page of the site says who is signed in. */
  signedInAs(name: string): Promise<void>;
}

export interface Site {
  readonly demo: RunningDemo;
  readonly browser: Browser;
  /** A device with a browser that has never been here. What it gets is searched for secrets after the test. */
  device(language?: Language, options?: BrowserContextOptions): Promise<Reader>;
}

const tags = { en: 'en-GB', de: 'de-DE' } as const satisfies Record<Language, string>;
const signedIn = { en: 'Signed in as', de: 'Angemeldet als' } as const satisfies Record<Language, string>;

async function readerOf(site: Site, language: Language, options: BrowserContextOptions): Promise<Reader> {
  const context = await site.browser.newContext({
    locale: tags[language],
    timezoneId: 'Europe/Berlin',
    viewport: { width: 1000, height: 900 },
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(patience);
  const watched = await watch(context);
  const page = await context.newPage();
  const form = page.locator('sso-login');
  return {
    page,
    context,
    watch: watched,
    language,
    form,
    async open(path) {
      const separator = path.includes('?') ? '&' : '?';
      await page.goto(`${site.demo.origin}${path}${separator}lang=${language}`);
    },
    async reaches(heading) {
      await form.getByRole('heading', { name: heading, exact: true, level: 2 }).waitFor();
      await watched.look(page);
    },
    async signedInAs(name) {
      await page
        .getByRole('status')
        .filter({ hasText: `${signedIn[language]} ${name}` })
        .waitFor();
      await watched.look(page);
    },
  };
}

/** Call once at the top of a test file. */
export function useSite(): Site {
  let demo: RunningDemo | undefined;
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
      const reader = await readerOf(site, language, options);
      readers.push(reader);
      return reader;
    },
  };
  beforeAll(async () => {
    [demo, browser] = await Promise.all([startDemo(), launchChromium()]);
  });
  afterAll(async () => {
    await Promise.all([demo?.stop(), browser?.close()]);
  });
  beforeEach(() => demo!.reset());
  afterEach(async () => {
    const devices = readers;
    readers = [];
    const secrets = [...secretsOf(demo!.exchanges()), sharedSecret];
    for (const { watch: watched, page, context } of devices) {
      if (!page.isClosed()) await watched.look(page);
      const found = findSecrets(secrets, await watched.seen());
      await context.close();
      expect(watched.unread(), 'answers that could not be searched').toEqual([]);
      expect(found, 'what of the browser holds a secret').toEqual([]);
      expect(watched.faults, 'violations of the policy, and errors').toEqual([]);
    }
  });
  return site;
}
