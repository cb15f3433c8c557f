/** Compares pictures of single elements with those in `references/`. How to take them anew: docs/pictures.md. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { commands, page, server } from 'vitest/browser';
import { compared, picture, type Name } from './compared.js';
import { fontsHere } from './fonts.js';

vi.setConfig({ testTimeout: 90_000 });

const fontsFile = 'test/pictures/references/fonts.json';
const updates = server.config.snapshotOptions.updateSnapshot === 'all';
const here = `${JSON.stringify(fontsHere(), null, 2)}\n`;
if (updates) await commands.writeFile(fontsFile, here);
const comparable = here === (await commands.readFile(fontsFile));
const names = Object.keys(compared) as Name[];

beforeEach(async () => {
  await commands.emulateMedia({ reducedMotion: 'reduce' });
  await commands.resizeWindow(1280, 1000);
  document.documentElement.style.colorScheme = 'light dark';
  document.body.style.cssText = 'margin: 0; padding: 12px';
});
afterEach(async () => {
  await commands.emulateMedia({ reducedMotion: null, colorScheme: null, forcedColors: null });
  await commands.resizeWindow(1280, 720);
  document.documentElement.dir = '';
  document.body.style.cssText = '';
  vi.unstubAllGlobals();
});

/** Brings the page to what the picture shows; returns what it is taken of. */
async function shown(name: Name) {
  const { media, language = 'en', direction = 'ltr', width = 360, show } = picture(name);
  document.documentElement.lang = language;
  document.documentElement.dir = direction;
  await page.viewport(width, 900);
  if (media) await commands.emulateMedia(media);
  const element = await show();
  await document.fonts.ready;
  return page.elementLocator(element);
}

test('pictures are compared here, or the run says that they are left out', async () => {
  const widths = here.match(/\d+(?=,?\n)/g)?.join(', ') ?? '';
  const note = `comparison of pictures: text is not as wide as on Debian with its chromium and DejaVu (${widths})`;
  if (!comparable) await commands.leaveOut(note);
  expect((await commands.leftOut()).includes(note)).toBe(!comparable);
});

test.each(comparable ? names : [])('%s looks as before', async (name) => {
  await expect.element(await shown(name)).toMatchScreenshot(name);
});

// Taken anew, every picture is as it should be.
test.each(
  updates || !comparable
    ? []
    : [
        ['--sso-accent', '#3f6f2f'],
        ['--sso-gap', '1.5rem'],
        ['--sso-radius', '1rem'],
      ],
)('a form drawn with another %s is found', async (property, value) => {
  const form = await shown('login-light');
  (form.element() as HTMLElement).style.setProperty(property, value);
  const comparison = expect.element(form).toMatchScreenshot('login-light');
  await expect(comparison).rejects.toThrow(/differ|dimensions/);
});
