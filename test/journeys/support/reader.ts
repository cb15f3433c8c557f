/** A reader: one device with a browser context of its own, whose answers are searched for secrets. */
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright';
import type { Language } from '../../../demo/texts/language.js';
import type { Demo } from '../../../scripts/drive/start-demo.js';
import { type BrowserRecord, recordBrowser } from './browser-record.js';

/** Milliseconds to wait for something to be seen: generous, the machine may be busy. */
export const stepTimeout = 15_000;
export interface Reader {
  page: Page;
  context: BrowserContext;
  record: BrowserRecord;
  language: Language;
  /** The element of the page that has a form. */
  form: Locator;
  /** Opens a page of the site in the reader's language. */
  open(path: string): Promise<void>;
  /** Opens the link of a mail. Its token and code are in the address by nature. */
  follow(link: string): Promise<void>;
  /** Waits for a heading of the element that has the focus, as at each change of the step. */
  reaches(heading: string): Promise<void>;
  /** Takes the device's connection away, or gives it back. */
  setOffline(offline: boolean): Promise<void>;
  /** Waits until the page of the site says who is signed in. */
  signedInAs(name: string): Promise<void>;
}

export interface Site {
  readonly demo: Demo;
  readonly browser: Browser;
  /** A device with a browser that has never been here. What it gets is searched for secrets after the test. */
  device(language?: Language, options?: BrowserContextOptions): Promise<Reader>;
}

/** Every page has one of them at the most. */
const forms = 'sso-login, sso-register, sso-account-connect, sso-password-forgotten, sso-auth';
const tags = { en: 'en-GB', de: 'de-DE' } as const satisfies Record<Language, string>;
const signedIn = { en: 'Signed in as', de: 'Angemeldet als' } as const satisfies Record<Language, string>;

export async function openReader(site: Site, language: Language, options: BrowserContextOptions): Promise<Reader> {
  const context = await site.browser.newContext({
    locale: tags[language],
    timezoneId: 'Europe/Berlin',
    viewport: { width: 1000, height: 900 },
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(stepTimeout);
  const record = await recordBrowser(context);
  const page = await context.newPage();
  const form = page.locator(forms);
  return {
    page,
    context,
    record,
    language,
    form,
    async open(path) {
      // What the page before has loaded can be read no more once it has been left.
      await record.settled();
      const separator = path.includes('?') ? '&' : '?';
      await page.goto(`${site.demo.origin}${path}${separator}lang=${language}`);
    },
    async follow(link) {
      record.given.add(link);
      await record.settled();
      await page.goto(link);
    },
    async reaches(heading) {
      await form.getByRole('heading', { name: heading, exact: true, level: 2 }).waitFor();
      await record.look(page);
    },
    async setOffline(offline) {
      await context.setOffline(offline);
      // A step that follows has to meet it: it holds once a call of the page says so.
      const isAway = () =>
        fetch(location.href, { method: 'HEAD', cache: 'no-store' }).then(
          () => false,
          () => true,
        );
      while ((await page.evaluate(isAway)) !== offline);
    },
    async signedInAs(name) {
      await page
        .getByRole('status')
        .filter({ hasText: `${signedIn[language]} ${name}` })
        .waitFor();
      await record.look(page);
    },
  };
}
