/**
 * `npm run screens`: takes a picture of every step of every process on the demo, in docs/screens, with a gallery. With names
 * of scenes (`npm run screens -- wrong-code`) it takes only those anew.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright';
import { languages, type Language } from '../demo/language.js';
import { pointer } from '../test/journeys/hands.js';
import {
  bySms,
  codeFor,
  connect,
  enter,
  forget,
  linkFor,
  register,
  texts as words,
  titles,
} from '../test/journeys/accounts.js';
import { headings, inLanguage, journeys, signIn, texts, type Tools } from '../test/journeys/table.js';
import { launchChromium } from '../test/support/chromium.js';
import { startDemo, type RunningDemo } from '../test/support/demo.js';
import { demoScenes } from './screens-demo.js';
import { settingsScenes } from './screens-settings.js';

const directory = 'docs/screens';
/** Of WebP, 0 to 100. */
const quality = 60;
/** Bytes of one picture, at most: of a form, of a whole window. */
const largest = { form: 40 * 1024, view: 60 * 1024 } as const;

export interface Look {
  name: string;
  colorScheme: 'light' | 'dark';
  width: number;
  /** Of the window; absent: 800. */
  height?: number;
  /** Absent: all. */
  languages?: readonly Language[];
}
const usual: readonly Look[] = [
  { name: 'light-360', colorScheme: 'light', width: 360 },
  { name: 'dark-360', colorScheme: 'dark', width: 360 },
  { name: 'light-1280', colorScheme: 'light', width: 1280 },
];

export interface Scene {
  name: string;
  /** Brings the page, which is at the first screen, to what is to be seen. */
  play(page: Page, tools: Tools): Promise<void>;
  /** The page; absent: `/login`. */
  path?: string;
  /** The hosted settings before the page is opened. */
  settings?: object;
  /** Shows the top of the page instead of the form. */
  whole?: true;
  /** Shows the window as it was scrolled to. */
  view?: true;
  /** Absent: the usual ones. */
  looks?: readonly Look[];
}

const form = (page: Page) =>
  page.locator('sso-login, sso-register, sso-account-connect, sso-password-forgotten, sso-auth');
const alert = (page: Page) => form(page).getByRole('alert').waitFor();
const email = 'ada.lovelace@example.org';
const heading = (page: Page, name: string) => form(page).getByRole('heading', { name, exact: true }).waitFor();
const limited = { operation: 'login/verify', status: 429, errorCode: 99429, retryAfter: 60 } as const;

const scenes: readonly Scene[] = [
  { name: 'credentials', play: () => Promise.resolve() },
  {
    name: 'wrong-password',
    async play(page, tools) {
      await signIn(tools, 'reader@example.org', 'wrong');
      await form(page).getByRole('alert').waitFor();
    },
  },
  {
    name: 'field-errors',
    async play(page, { hands, t }) {
      await hands.press(t(texts.signIn));
      await form(page).locator('[aria-invalid]').first().waitFor();
    },
  },
  {
    name: 'offline',
    async play(page, tools) {
      await page.context().setOffline(true);
      await signIn(tools, 'reader@example.org');
      await form(page).getByRole('alert').waitFor();
    },
  },
  ...journeys.flatMap(({ email, steps }) =>
    steps.map((step): Scene => ({
      name: step.name,
      async play(page, tools) {
        await signIn(tools, email);
        await heading(page, tools.t(step.heading));
      },
    })),
  ),
  {
    name: 'wrong-code',
    async play(page, tools) {
      await signIn(tools, 'two-factor@example.org');
      await heading(page, tools.t(headings.twoFactor));
      // Never right: codes have digits alone.
      await tools.hands.type(tools.t(texts.code), 'abcdef');
      await tools.hands.press(tools.t(texts.goOn));
      await form(page).getByRole('alert').waitFor();
    },
  },
  {
    name: 'change-email',
    async play(page, tools) {
      await signIn(tools, 'change-email@example.org');
      await heading(page, tools.t(headings.changeEmail));
    },
  },
  {
    name: 'rate-limit',
    async play(page, tools) {
      await tools.demo.fault(limited);
      await signIn(tools, 'reader@example.org');
      await form(page).getByRole('timer').waitFor();
    },
  },
  {
    name: 'off',
    settings: { disableSsoFunctionality: true },
    play: (page, { t }) => heading(page, t(headings.off)),
  },
  {
    name: 'emergency',
    settings: { emergencyMode: 'PLENIGO_MODE' },
    play: (page, { t }) => heading(page, t(headings.emergency)),
  },
  {
    name: 'domain',
    settings: { allowedDomains: 'www.example.com' },
    play: (page, { t }) => heading(page, t(headings.domain)),
  },
  {
    name: 'register',
    path: '/register',
    play: (page, { t }) => heading(page, t(titles.register)),
  },
  {
    name: 'register-everything',
    path: '/register',
    settings: { ...bySms, ssoName: 'REGISTRATION_OPTIONAL', forceUsername: true },
    play: (page) => form(page).getByRole('checkbox').waitFor(),
  },
  {
    name: 'register-errors',
    path: '/register',
    settings: { ...bySms },
    async play(page, { hands, t }) {
      await hands.type(t(words.email), 'ada.lovelace');
      await hands.type(t(words.mobile), '030 123');
      await hands.press(t(words.submitRegister));
      await form(page).locator('[aria-invalid]').first().waitFor();
    },
  },
  {
    name: 'email-taken',
    path: '/register',
    async play(page, tools) {
      await register(tools, 'reader@example.org');
      await alert(page);
    },
  },
  {
    name: 'verify',
    path: '/register',
    async play(page, tools) {
      await register(tools, email);
      await heading(page, tools.t(titles.code));
    },
  },
  {
    name: 'verify-sms',
    path: '/password',
    settings: { ...bySms },
    async play(page, tools) {
      await forget(tools, 'reader@example.org');
      await heading(page, tools.t(titles.code));
    },
  },
  {
    name: 'verify-wrong',
    path: '/register',
    async play(page, tools) {
      await register(tools, email);
      await heading(page, tools.t(titles.code));
      // Never right: codes have digits alone.
      await enter(tools, 'abcdef');
      await alert(page);
    },
  },
  {
    name: 'verify-expired',
    path: '/register',
    async play(page, tools) {
      await register(tools, email);
      await heading(page, tools.t(titles.code));
      await tools.demo.advance(901);
      await enter(tools, 'abcdef');
      await alert(page);
    },
  },
  {
    name: 'confirm-link',
    path: '/register',
    async play(page, tools) {
      await register(tools, email);
      await heading(page, tools.t(titles.code));
      await page.goto(await linkFor(tools.demo, email));
      await heading(page, tools.t(titles.link));
    },
  },
  {
    name: 'confirm-link-elsewhere',
    path: '/register',
    async play(page, tools) {
      await register(tools, email);
      await heading(page, tools.t(titles.code));
      await page.context().clearCookies();
      await page.goto(await linkFor(tools.demo, email));
      await heading(page, tools.t(titles.link));
      await tools.hands.type(tools.t(words.email), 'somebody@example.org');
      await tools.hands.press(tools.t(words.confirm));
      await alert(page);
    },
  },
  {
    name: 'connect',
    path: '/connect',
    play: (page, { t }) => heading(page, t(titles.connect)),
  },
  {
    name: 'connect-mismatch',
    path: '/connect',
    async play(page, tools) {
      await connect(tools, email, { city: 'Hamburg' });
      await alert(page);
    },
  },
  {
    name: 'already-registered',
    path: '/connect',
    async play(page, tools) {
      await tools.demo.fault({ operation: 'loginIdentifier/start', status: 208 });
      await connect(tools, email);
      await alert(page);
    },
  },
  {
    name: 'connect-off',
    path: '/connect',
    settings: { allowRegistrationIdentifier: false },
    play: (page) => form(page).locator('[part=notice]').waitFor(),
  },
  {
    name: 'password-forgotten',
    path: '/password',
    play: (page, { t }) => heading(page, t(titles.forgot)),
  },
  {
    name: 'password-new',
    path: '/password',
    async play(page, tools) {
      await forget(tools, 'reader@example.org');
      await heading(page, tools.t(titles.code));
      await enter(tools, await codeFor(tools.demo, 'reader@example.org'));
      await heading(page, tools.t(titles.newPassword));
    },
  },
  {
    name: 'auth-tabs',
    path: '/auth',
    play: (page) => form(page).getByRole('navigation').getByRole('link').nth(2).waitFor(),
  },
  {
    name: 'auth-register',
    path: '/auth?sso=register',
    play: (page) => form(page).getByRole('checkbox').waitFor(),
  },
  {
    name: 'account',
    path: '/auth',
    async play(page, tools) {
      await signIn(tools, 'reader@example.org');
      await page.getByRole('status').filter({ hasText: 'reader@example.org' }).waitFor();
      await page.goto(page.url().replace(/\/(\?|$)/, '/account$1'));
      await page.locator('sso-session').getByRole('button').waitFor();
    },
  },
  {
    name: 'account-signed-out',
    path: '/account',
    play: (page) => page.locator('main [slot=signed-out]').waitFor(),
  },
  {
    name: 'signed-in',
    whole: true,
    async play(page, tools) {
      await signIn(tools, 'reader@example.org');
      await page.getByRole('status').filter({ hasText: 'reader@example.org' }).waitFor();
    },
  },
  ...settingsScenes,
  ...demoScenes,
];

/** The form with its headline, the top of the page, or what the window shows, as WebP. */
async function shoot(page: Page, { whole, view }: Scene): Promise<Buffer> {
  await page.evaluate(() => document.fonts.ready);
  const box = whole || view ? null : await page.locator('.sign-in').boundingBox();
  const { width = 0, height = 0 } = page.viewportSize() ?? {};
  const scrolled = await page.evaluate(() => scrollY);
  const margin = 8;
  const clip = !box
    ? { x: 0, y: 0, width, height: Math.min(height, 900), scale: 1 }
    : {
        x: Math.max(0, box.x - margin),
        y: Math.max(0, box.y + scrolled - margin),
        width: Math.min(width, box.width + 2 * margin),
        height: box.height + 2 * margin,
        scale: 1,
      };
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'webp',
    quality,
    ...(!view && { clip, captureBeyondViewport: true }),
  });
  return Buffer.from(data, 'base64');
}

async function take(browser: Browser, demo: RunningDemo, scene: Scene, language: Language, look: Look): Promise<void> {
  await demo.reset();
  if (scene.settings) await demo.configure(scene.settings);
  const context = await browser.newContext({
    locale: language === 'en' ? 'en-GB' : 'de-DE',
    timezoneId: 'Europe/Berlin',
    viewport: { width: look.width, height: look.height ?? 800 },
    colorScheme: look.colorScheme,
    reducedMotion: 'reduce',
  });
  try {
    const page = await context.newPage();
    const path = scene.path ?? '/login';
    await page.goto(`${demo.origin}${path}${path.includes('?') ? '&' : '?'}lang=${language}`);
    const t = inLanguage(language);
    // The links are complete once the settings are there.
    if (!scene.settings && !scene.path)
      await form(page)
        .getByRole('button', { name: t(texts.connect) })
        .waitFor();
    await scene.play(page, { hands: pointer(form(page)), t, demo });
    const picture = await shoot(page, scene);
    if (picture.length > largest[scene.view ? 'view' : 'form'])
      throw new Error(`${scene.name} is ${picture.length} bytes large`);
    writeFileSync(`${directory}/${scene.name}-${language}-${look.name}.webp`, picture);
  } finally {
    await context.close();
  }
}

const looksOf = ({ looks = usual }: Scene): readonly Look[] => looks;
const isTaken = (look: Look, language: Language): boolean => look.languages?.includes(language) ?? true;

const cell = ({ name: scene }: Scene, language: Language, look: Look): string =>
  isTaken(look, language) ? `![${scene}, ${language}, ${look.name}](${scene}-${language}-${look.name}.webp)` : ' ';

function gallery(): string {
  const rows = scenes.map((scene) => {
    const looks = looksOf(scene);
    return [
      `## ${scene.name}`,
      '',
      `| | ${looks.map((look) => look.name).join(' | ')} |`,
      `| --- | ${looks.map(() => '---').join(' | ')} |`,
      ...languages.map(
        (language) => `| ${language} | ${looks.map((look) => cell(scene, language, look)).join(' | ')} |`,
      ),
      '',
    ].join('\n');
  });
  return [
    '# Every step',
    '',
    'Taken from the demo by `npm run screens`, which writes this page too. [CHANGES.md](CHANGES.md) lists what looking at',
    'them changed.',
    '',
    ...rows,
  ].join('\n');
}

mkdirSync(directory, { recursive: true });
const wanted = process.argv.slice(2);
const chosen = scenes.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
if (chosen.length < wanted.length) throw new Error(`Scenes are: ${scenes.map(({ name }) => name).join(', ')}`);
if (wanted.length === 0)
  for (const file of readdirSync(directory)) if (file.endsWith('.webp')) rmSync(`${directory}/${file}`);
const [demo, browser] = await Promise.all([startDemo(), launchChromium()]);
try {
  for (const scene of chosen)
    for (const language of languages)
      for (const look of looksOf(scene)) if (isTaken(look, language)) await take(browser, demo, scene, language, look);
} finally {
  await Promise.all([demo.stop(), browser.close()]);
}
writeFileSync(`${directory}/README.md`, gallery());
console.log(`${readdirSync(directory).filter((file) => file.endsWith('.webp')).length} pictures in ${directory}`);
