/**
 * `npm run screens`: takes a picture of every step of every process on the demo, in docs/screens, with a gallery. With names
 * of scenes (`npm run screens -- wrong-code`) it takes only those anew.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright';
import { languages, type Language } from '../demo/language.js';
import { pointer } from './drive/hands.js';
import { inLanguage, texts } from './drive/table.js';
import { launchChromium } from './drive/chromium.js';
import { startDemo, type RunningDemo } from './drive/demo.js';
import { startStaticDemo } from './drive/static-demo.js';
import { form } from './screens/form.js';
import { fileOf, isTaken, type Look, looksOf, type Scene, shotsOf } from './screens/scene.js';
import { directory, scenes } from './screens/scenes.js';

/** Of WebP, 0 to 100. */
const quality = 60;
/** Bytes of one picture, at most: of a form, of a whole window. */
const largest = { form: 40 * 1024, view: 60 * 1024 } as const;

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

/** What is looked at, and with what. */
interface Stage {
  browser: Browser;
  demo: RunningDemo;
  /** Where the static demo is; absent: no scene is on it. */
  site?: { origin: string } | undefined;
}

async function take({ browser, demo, site }: Stage, scene: Scene, language: Language, look: Look): Promise<void> {
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
        .getByRole('link', { name: t(texts.connect) })
        .waitFor();
    await scene.play(page, { hands: pointer(form(page)), t, demo });
    const picture = await shoot(page, scene);
    if (picture.length > largest[scene.view ? 'view' : 'form'])
      throw new Error(`${scene.name} is ${picture.length} bytes large`);
    writeFileSync(`${directory}/${fileOf(scene, language, look)}`, picture);
  } finally {
    await context.close();
  }
}

const cell = (scene: Scene, language: Language, look: Look): string =>
  isTaken(look, language) ? `![${scene.name}, ${language}, ${look.name}](${fileOf(scene, language, look)})` : ' ';

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
// Later than the other one: both build what is stale.
const site = chosen.some(({ isStatic }) => isStatic) ? await startStaticDemo() : undefined;
try {
  for (const scene of chosen)
    for (const { language, look } of shotsOf(scene)) await take({ browser, demo, site }, scene, language, look);
} finally {
  await Promise.all([demo.stop(), browser.close(), site?.close()]);
}
writeFileSync(`${directory}/README.md`, gallery());
console.log(`${readdirSync(directory).filter((file) => file.endsWith('.webp')).length} pictures in ${directory}`);
