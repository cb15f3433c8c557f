import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { pointerDriver } from '../../../scripts/drive/form-driver.js';
import { toolsFor } from '../support/reader-tools.js';
import { useSite } from '../support/use-site.js';
import type { Reader } from '../support/reader.js';
import { signIn } from '../../../scripts/drive/sign-in.js';

const site = useSite();

/** Puts another script tag into the site's login page; the page keeps its policy. */
async function swapTag(page: Page, tag: string): Promise<void> {
  await page.route('**/login?*', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace('<script type="module" src="/assets/login.js"></script>', tag);
    expect(body).toContain(tag);
    await route.fulfill({ response, body });
  });
}

const scripts = ({ record: watch }: Reader): string[] =>
  watch.requests.flatMap((each) => (each.includes('/assets/') ? [each.slice(each.indexOf('/assets/'))] : []));

const tags = [
  ['the module of all elements', '<script type="module" src="/assets/sso-elements.js"></script>'],
  ['the module with a version in its address', '<script type="module" src="/assets/sso-elements.js?v=2"></script>'],
  ['the module of <sso-login> with a version', '<script type="module" src="/assets/login.js?v=2"></script>'],
  ['the classic script', '<script defer src="/assets/sso-elements.iife.js"></script>'],
  ['the classic script with a version', '<script defer src="/assets/sso-elements.iife.js?v=2"></script>'],
] as const;

for (const [name, tag] of tags) {
  test(`A login with a later step works with ${name}, and each script is loaded once`, async () => {
    const reader = await site.device('de');
    await swapTag(reader.page, tag);
    await reader.open('/login');
    await reader.reaches('Anmelden');
    await signIn(toolsFor(site, reader), 'terms@example.org');
    await reader.reaches('Unsere AGB haben sich geändert');
    const loaded = scripts(reader);
    const entry = /src="([^"]+)"/.exec(tag)![1]!;
    const [path = ''] = entry.split('?');
    expect(loaded.filter((each) => each.split('?')[0] === path)).toEqual([entry]);
    expect(new Set(loaded).size).toBe(loaded.length);
    expect(loaded.some((each) => /^\/assets\/parts\/login-steps-/.test(each))).toBe(true);
    await pointerDriver(reader.form).press('Zustimmen und fortfahren');
    await reader.signedInAs('terms@example.org');
  });
}

for (const [name, tag] of [tags[0], tags[3]]) {
  test(`A header that says who is signed in and a form go together by ${name}, under the site's policy`, async () => {
    const reader = await site.device();
    const { page } = reader;
    await page.route('**/login?*', async (route) => {
      const response = await route.fetch();
      const body = (await response.text())
        .replace('<script type="module" src="/assets/login.js"></script>', tag)
        .replace('<p class="name">', '<sso-session></sso-session><p class="name">');
      expect([body.includes(tag), body.includes('<sso-session>')]).toEqual([true, true]);
      await route.fulfill({ response, body });
    });
    await reader.open('/login');
    await reader.reaches('Sign in');
    // The page stays, so that the two are seen together.
    await page.evaluate(() => document.addEventListener('sso-navigate', (event) => event.preventDefault()));
    await signIn(toolsFor(site, reader), 'reader@example.org');
    await reader.reaches('You are signed in.');
    const session = page.locator('sso-session');
    await session.getByText('Signed in as reader', { exact: true }).waitFor();
    await session.getByRole('button', { name: 'Sign out', exact: true }).click();
    await session.getByText('You are signed out.', { exact: true }).waitFor();
    expect((await reader.context.cookies()).map((cookie) => cookie.name)).toEqual([]);
  });
}

test('The classic script leaves one global, with the client and the texts', async () => {
  const reader = await site.device();
  await swapTag(reader.page, tags[3][1]);
  await reader.open('/login');
  await reader.reaches('Sign in');
  const members = await reader.page.evaluate(() => {
    const global: unknown = Reflect.get(window, 'ssoElements');
    return typeof global === 'object' && global !== null ? Object.keys(global) : [];
  });
  expect(members).toEqual(expect.arrayContaining(['SsoLogin', 'addTexts']));
});
