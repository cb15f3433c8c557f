/** A page whose scripts are loaded with the digests that the package's command prints: the tag's own file, and every part after it. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { pointerDriver } from '../../../scripts/drive/form-driver.js';
import { signIn } from '../../../scripts/drive/sign-in.js';
import { createTags } from '../../../src/publish/tags.js';
import type { Reader } from '../support/reader.js';
import { toolsFor } from '../support/reader-tools.js';
import { rewritePages } from '../support/rewrite-pages.js';
import { useSite } from '../support/use-site.js';
import { alertOf } from '../support/waiting.js';

const site = useSite();
const own = '<script type="module" src="/assets/login.js"></script>';

/** Opens a login page with what the command prints, in the place of its tag. */
async function open(): Promise<Reader> {
  const reader = await site.device('de');
  const tags = createTags({ folder: 'dist/browser', names: ['login'], base: '/assets/' });
  // The map stands before any module of the page.
  const [map = '', tag = ''] = tags.html.split(/(?<=<\/script>)\n/);
  await rewritePages(
    reader.page,
    '/login',
    [
      ['<head>', `<head>${map}`],
      [own, tag],
    ],
    (policy) => policy.replace("script-src 'self'", `$& ${tags.importMapSource}`),
  );
  await reader.open('/login');
  return reader;
}

/** Serves a script with a comment at its end: whoever changed it could have changed anything. */
async function change(reader: Reader, path: string): Promise<void> {
  await reader.page.route(path, async (route) => {
    const file = new URL(route.request().url()).pathname.replace('/assets/', 'dist/browser/');
    await route.fulfill({ contentType: 'text/javascript', body: `${await readFile(file, 'utf8')}/* changed */` });
  });
}

test('A reader signs in, through a part that is loaded later', async () => {
  const reader = await open();
  await reader.reaches('Anmelden');
  await signIn(toolsFor(site, reader), 'terms@example.org');
  await reader.reaches('Unsere AGB haben sich geändert');
  await pointerDriver(reader.form).press('Zustimmen und fortfahren');
  await reader.signedInAs('terms@example.org');
});

test('A part that was changed on its way is not run, and the reader is asked to reload the page', async () => {
  const reader = await open();
  await reader.reaches('Anmelden');
  await change(reader, '**/assets/parts/login-steps-*.js');
  await signIn(toolsFor(site, reader), 'terms@example.org');
  await alertOf(reader).getByText('Ein Teil dieser Seite konnte nicht geladen werden.', { exact: false }).waitFor();
  expect(reader.record.requests.some((each) => each.includes('/assets/parts/login-steps-'))).toBe(true);
});

test('A script that was changed on its way is not run', async () => {
  const reader = await site.device('de');
  await change(reader, '**/assets/login.js');
  const tags = createTags({ folder: 'dist/browser', names: ['login'], base: '/assets/' });
  await rewritePages(reader.page, '/login', [[own, tags.html.split('\n').at(-2)!]]);
  const refused = reader.page.waitForEvent('console', { predicate: (message) => message.text().includes('integrity') });
  await reader.page.goto(`${site.demo.origin}/login?changed`);
  await refused;
  expect(await reader.page.evaluate(() => customElements.get('sso-login') === undefined)).toBe(true);
});
