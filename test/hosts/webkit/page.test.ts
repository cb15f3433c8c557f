/** What a page around the form relies on in WebKit: language, dialog, focus, theming, memory and policy. */
import { expect, test } from 'vitest';
import { keys } from '../../../scripts/hosts/webdriver.js';
import { fillIn, signIn, useWebKitSite } from '../support/webkit-site.js';

const site = useWebKitSite();

test('A form follows the language of its page', async () => {
  await site.page.open('/login');
  await site.page.reads('E-mail address or user name');
  await site.page.press('Deutsch');
  await site.page.reads('E-Mail-Adresse oder Benutzername');
  await site.page.run(() => document.documentElement.setAttribute('lang', 'en'));
  await site.page.reads('E-mail address or user name');
});

test('The dialog of a locked article opens on its heading, signs in, closes and shows the text', async () => {
  await site.page.open('/article');
  await site.page.press('Sign in to read');
  const tag = await site.page.until('the form', ({ field, within }) =>
    ['sso-auth', 'sso-login'].find((each) => within(each).length > 0 && field('Password', each)),
  );
  expect(await site.page.run(({ focused }) => focused()?.getAttribute('part'))).toBe('title');
  await site.page.type('E-mail address or user name', 'reader@example.org', tag);
  await site.page.type('Password', 'correct horse battery', tag);
  await site.page.press('Sign in', tag);
  await site.page.reads('At ten to four Ilse Brandt unlocks the wheelhouse');
  expect(await site.page.run(() => document.querySelectorAll('dialog[open]').length)).toBe(0);
});

test('Tab goes through the form, and every stop shows its focus', async () => {
  await site.page.open('/login');
  await site.page.until('the form', ({ field }) => field('E-mail address or user name', 'sso-login'));
  await site.page.run(({ field }) => field('E-mail address or user name', 'sso-login')?.focus());
  const stops: unknown[] = [];
  for (let stop = 0; stop < 3; stop += 1) {
    await site.page.session.press(keys.tab);
    stops.push(
      await site.page.run(({ focused }) => {
        const active = focused();
        if (!active) return undefined;
        const { outlineStyle } = getComputedStyle(active);
        return [active.localName, active.matches(':focus-visible') && outlineStyle !== 'none'];
      }),
    );
  }
  expect(stops).toEqual([
    ['input', true],
    ['button', true],
    ['button', true],
  ]);
});

test('The form is dark where its page is, and a site themes its parts', async () => {
  await site.page.open('/login');
  await site.page.until('the form', ({ control }) => control('Sign in', 'sso-login'));
  const colours = await site.page.run(({ field }) =>
    ['light', 'dark'].map((scheme) => {
      document.documentElement.style.colorScheme = scheme;
      return getComputedStyle(field('Password', 'sso-login')!).color;
    }),
  );
  expect(colours[0]).not.toBe(colours[1]);
  const radius = await site.page.run(({ control }) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('sso-login::part(submit) { border-radius: 20px }');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return getComputedStyle(control('Sign in', 'sso-login')!).borderTopLeftRadius;
  });
  expect(radius).toBe('20px');
});

test('What was typed is there when the reader comes back to the page', async () => {
  await site.page.open('/login');
  await site.page.type('E-mail address or user name', 'typed@example.org', 'sso-login');
  await site.page.open('/article');
  await site.page.session.back();
  const value = await site.page.until(
    'the form',
    ({ field }) => field('E-mail address or user name', 'sso-login')?.value,
  );
  expect(value).toBe('typed@example.org');
});

test('A sign-in breaks nothing of the Content Security Policy but what is tried on purpose', async () => {
  await site.page.open('/login');
  await site.page.until('the form', ({ field }) => field('Password', 'sso-login'));
  await site.page.run(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
      const { dataset } = document.documentElement;
      dataset['broken'] = `${dataset['broken'] ?? ''} ${effectiveDirective}`;
    });
  });
  await fillIn(site.page, 'add-two-factor@example.org');
  await site.page.reads('Set up two-factor sign-in');
  await site.page.run(() => {
    try {
      document.createElement('div').innerHTML = '<b>x</b>';
    } catch {
      // That is what the policy is for.
    }
  });
  const broken = await site.page.until('the violation', () => document.documentElement.dataset['broken']);
  expect(broken.trim()).toBe('require-trusted-types-for');
});

test('The second factor follows in the same form after a reload', async () => {
  await signIn(site.page, 'two-factor@example.org');
  await site.page.reads('Confirm it is you');
  await site.page.open('/login');
  await site.page.reads('Confirm it is you');
});
