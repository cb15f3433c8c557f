/** Sign-in and its steps in WebKit. */
import { expect, test } from 'vitest';
import { signIn, useWebKitSite } from '../support/webkit-site.js';

const site = useWebKitSite();

test('A reader signs in, with a session cookie that scripts cannot read', async () => {
  await signIn(site.page, 'reader@example.org');
  await site.page.reads('Signed in as reader@example.org');
  const cookies = await site.page.session.cookies();
  expect(cookies.some(({ httpOnly }) => httpOnly)).toBe(true);
  expect(await site.page.run(() => document.cookie)).toBe('sso_session=1');
});

test('A wrong password shows an alert that has the focus', async () => {
  await signIn(site.page, 'reader@example.org', 'wrong horse battery');
  await site.page.reads('These details do not match,');
  expect(await site.page.run(({ focused }) => focused()?.getAttribute('part'))).toBe('problem');
});

test('Empty fields are marked, each with its message', async () => {
  await site.page.open('/login');
  await site.page.press('Sign in', 'sso-login');
  await site.page.reads('E-mail address or user name is missing.');
  const marked = await site.page.run(({ fields }) =>
    fields('sso-login')
      .filter((each) => each.getAttribute('aria-invalid') === 'true')
      .map(({ name }) => name),
  );
  expect(marked).toEqual(['identifier', 'password']);
});

test('Signing out forgets the session', async () => {
  await signIn(site.page, 'reader@example.org');
  await site.page.reads('Signed in as reader@example.org');
  await site.page.open('/account');
  await site.page.press('Sign out');
  await site.page.until('a page without the reader', ({ visibleText }) => !visibleText().includes('Signed in as'));
  await expect.poll(() => site.page.session.cookies()).toEqual([]);
});

test('The code of the second factor signs in', async () => {
  await signIn(site.page, 'two-factor@example.org');
  await site.page.reads('Confirm it is you');
  await site.page.type('Code', await site.demo.code('two-factor@example.org'), 'sso-login');
  await site.page.press('Continue', 'sso-login');
  await site.page.reads('Signed in as two-factor@example.org');
});

test('The QR code of a second factor is drawn', async () => {
  await signIn(site.page, 'add-two-factor@example.org');
  await site.page.reads('Set up two-factor sign-in');
  const width = await site.page.until('the image', ({ within }) => {
    const image = within('sso-login').find((each) => each instanceof HTMLImageElement);
    return image?.complete ? image.naturalWidth : undefined;
  });
  expect(width).toBeGreaterThan(100);
});

test('A reader with too many sessions ends one and is signed in', async () => {
  await signIn(site.page, 'limit@example.org');
  await site.page.reads('You are signed in on too many devices');
  const name = await site.page.until('a session to end', ({ within, isSeen, nameOf }) =>
    within('sso-login')
      .filter((each) => each.matches('button') && isSeen(each))
      .map(nameOf)
      .find((each) => /^Sign out\b(?! everywhere)/.test(each)),
  );
  await site.page.press(name, 'sso-login');
  await site.page.reads('Signed in as limit@example.org');
});

test('Terms that have changed are accepted', async () => {
  await signIn(site.page, 'terms@example.org');
  await site.page.reads('Our terms have changed');
  await site.page.press('Accept and continue', 'sso-login');
  await site.page.reads('Signed in as terms@example.org');
});
