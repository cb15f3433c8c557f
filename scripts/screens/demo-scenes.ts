/** Pictures of the demo's pages as a reader's window shows them. */
import type { Page } from 'playwright';
import { letterFields, submitRegistration } from '../drive/account-forms.js';
import { accountTexts } from '../drive/account-texts.js';
import { signIn } from '../drive/sign-in.js';
import type { ReaderTools } from '../drive/reader-tools.js';
import { pageLooks } from './looks.js';
import type { Scene } from './scene.js';

const looks = pageLooks(['light-360']);
const text = (en: string, de: string) => ({ en, de });
const words = {
  gate: text('Sign in to read', 'Anmelden und lesen'),
  log: text('Event log', 'Ereignisse'),
  place: text('About this demo', 'Zu dieser Demo'),
} as const;

const scene = (
  name: string,
  path: string,
  play: (page: Page, tools: ReaderTools) => Promise<unknown> = () => Promise.resolve(),
): Scene => ({
  name: `demo-${name}`,
  path,
  looks,
  view: true,
  async play(page, tools) {
    await play(page, tools);
    await page.waitForLoadState('networkidle');
  },
});
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });

export const demoScenes: readonly Scene[] = [
  scene('front', '/'),
  scene('article', '/article', (page, { t }) => page.getByRole('link', { name: t(words.gate) }).waitFor()),
  scene('paywall', '/article', (page, { t }) =>
    page.getByRole('link', { name: t(words.gate) }).evaluate((link) => link.scrollIntoView({ block: 'center' })),
  ),
  scene('dialog', '/article', async (page, { t, driver }) => {
    await page.getByRole('link', { name: t(words.gate) }).press('Enter');
    await page.getByRole('dialog').waitFor();
    await driver.press(t(accountTexts.signIn));
    await page.locator('[part=error]').first().waitFor();
  }),
  scene('opened', '/login', async (page, tools) => {
    await signIn(tools, 'reader@example.org');
    await page.getByRole('status').getByText('reader@example.org').waitFor();
    await page.goto(new URL(`/article?lang=${tools.t({ en: 'en', de: 'de' })}`, page.url()).href);
  }),
  scene('no-right', '/login', async (page, tools) => {
    await signIn(tools, 'no-plus@example.org');
    await page.getByRole('status').getByText('no-plus@example.org').waitFor();
    await page.goto(new URL(`/article?lang=${tools.t({ en: 'en', de: 'de' })}`, page.url()).href);
    await page.locator('#gate-title').evaluate((title) => title.scrollIntoView({ block: 'center' }));
  }),
  {
    ...scene('open-to-all', '/article', (page) => page.locator('[data-reason=emergency]').waitFor()),
    settings: { emergencyMode: 'CONTRACT_COMPANY_MODE' },
  },
  scene('register', '/register', (page, { t }) => field(page, t(accountTexts.email)).waitFor()),
  scene('letter', '/letter'),
  scene('connect', '/connect', async (page, { t }) => {
    await field(page, t(accountTexts.customerId)).fill(letterFields.customerId);
  }),
  scene('password', '/password', (page, { t }) => field(page, t(accountTexts.identifier)).waitFor()),
  scene('auth', '/auth', (page, { t }) => field(page, t(accountTexts.identifier)).waitFor()),
  scene('account', '/login', async (page, tools) => {
    await signIn(tools, 'reader@example.org');
    await page.getByRole('status').getByText('reader@example.org').waitFor();
    await page.goto(new URL(`/account?lang=${tools.t({ en: 'en', de: 'de' })}`, page.url()).href);
    await page.getByRole('main').locator('sso-session').first().waitFor();
  }),
  scene('inbox', '/register', async (page, tools) => {
    await submitRegistration(tools, 'new@example.org');
    await field(page, tools.t(accountTexts.code)).waitFor();
    await page.goto(new URL(`/inbox?lang=${tools.t({ en: 'en', de: 'de' })}`, page.url()).href);
    await page.getByText('new@example.org').first().waitFor();
  }),
  scene('events', '/register', async (page, tools) => {
    await submitRegistration(tools, 'reader@example.org');
    await page.getByRole('alert').waitFor();
    const log = page.getByRole('complementary', { name: tools.t(words.log) });
    await log.getByText(tools.t(words.log)).click();
    await log.scrollIntoViewIfNeeded();
  }),
  scene('missing', '/nothing-here'),
  {
    ...scene('static', '/', async (page, { t }) => {
      const notice = page.getByRole('complementary', { name: t(words.place), exact: true });
      // The page that only starts the worker has both languages, and the site's own page replaces it.
      await notice.filter({ hasNot: page.locator('[data-boot]') }).waitFor();
    }),
    isStatic: true,
  },
];
