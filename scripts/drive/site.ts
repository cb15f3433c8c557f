/** One demo and one browser for a test file, and a fresh browser context for each reader in a test. */
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { Language } from '../../demo/language.js';
import { launchBrowser } from './launch.js';
import { start } from '../run/start.js';
import { startDemo, type RunningDemo } from './demo.js';
import {
  codesOf,
  findCodes,
  findSecrets,
  findTransferTokens,
  isInbox,
  secretsOf,
  transferTokensOf,
} from './secrets.js';
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
  /** The element of the page that has a form. */
  form: Locator;
  /** Opens a page of the site in the reader's language. */
  open(path: string): Promise<void>;
  /** Opens the link of a mail. Its token and code are in the address by nature. */
  follow(link: string): Promise<void>;
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

/** Every page has one of them at the most. */
const forms = 'sso-login, sso-register, sso-account-connect, sso-password-forgotten, sso-auth';
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
  const form = page.locator(forms);
  return {
    page,
    context,
    watch: watched,
    language,
    form,
    async open(path) {
      // What the page before has loaded can be read no more once it has been left.
      await watched.settled();
      const separator = path.includes('?') ? '&' : '?';
      await page.goto(`${site.demo.origin}${path}${separator}lang=${language}`);
    },
    async follow(link) {
      watched.given.add(link);
      await watched.settled();
      await page.goto(link);
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
    [demo, browser] = await Promise.all([start('The demo', startDemo), start('The browser', launchBrowser)]);
  });
  afterAll(async () => {
    await Promise.all([demo?.stop(), browser?.close()]);
  });
  beforeEach(() => demo!.reset());
  afterEach(async () => {
    const devices = readers;
    readers = [];
    const exchanges = demo!.exchanges();
    const secrets = [...secretsOf(exchanges), sharedSecret];
    const [transfers, codes] = [transferTokensOf(exchanges), codesOf(exchanges)];
    for (const { watch: watched, page, context } of devices) {
      if (!page.isClosed()) await watched.look(page);
      const seen = (await watched.seen()).filter(({ where }) => !isInbox.test(where));
      const found = [
        ...findSecrets(secrets, seen),
        ...findTransferTokens(transfers, seen),
        ...findCodes(codes, seen).map((where) => `${where} (a code)`),
      ];
      await context.close();
      expect(watched.unread(), 'answers that could not be searched').toEqual([]);
      expect(found, 'what of the browser holds a secret').toEqual([]);
      expect(watched.faults, 'violations of the policy, and errors').toEqual([]);
    }
  });
  return site;
}
