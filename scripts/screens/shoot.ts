/** Takes one picture of the demo. */
import type { Browser, Page } from 'playwright';
import type { Language } from '../../demo/texts/language.js';
import type { Demo } from '../drive/start-demo.js';
import { pointerDriver } from '../drive/form-driver.js';
import { inLanguage, loginTexts } from '../drive/login-texts.js';
import { form } from './form.js';
import type { Look, Scene } from './scene.js';

/** Of WebP, 0 to 100. */
const quality = 80;
/** Around a form, in pixels. */
const margin = 8;

/** What is looked at, and with what. */
export interface Stage {
  browser: Browser;
  demo: Demo;
  /** Where the static demo is; absent: no scene is on it. */
  site?: { origin: string } | undefined;
}

/** The form with its headline, the top of the page, or what the window shows, as WebP. */
async function shoot(page: Page, { whole, view }: Scene): Promise<Buffer> {
  await page.evaluate(() => document.fonts.ready);
  const box = whole || view ? null : await page.locator('.sign-in').boundingBox();
  const { width = 0, height = 0 } = page.viewportSize() ?? {};
  const scrolled = await page.evaluate(() => scrollY);
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

/** Plays the scene in a fresh window of the demo and returns its picture as WebP. */
export async function take(
  { browser, demo, site }: Stage,
  scene: Scene,
  language: Language,
  look: Look,
): Promise<Buffer> {
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
    const { origin } = (scene.isStatic && site) || demo;
    await page.goto(`${origin}${path}${path.includes('?') ? '&' : '?'}lang=${language}`);
    const t = inLanguage(language);
    // The links are complete once the settings are there.
    if (!scene.settings && !scene.path)
      await form(page)
        .getByRole('link', { name: t(loginTexts.connect) })
        .waitFor();
    await scene.play(page, { driver: pointerDriver(form(page)), t, demo });
    return await shoot(page, scene);
  } catch (error) {
    throw new Error(`No picture of ${scene.name} in ${language}, ${look.name}`, { cause: error });
  } finally {
    await context.close();
  }
}
