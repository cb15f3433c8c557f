/** Settings that change behind an open page, which learns it when it asks next. What each does is played through the form. */
import { expect, test } from 'vitest';
import { sees, toolsOf } from '../../../scripts/drive/see.js';
import { useSite, type Reader } from '../../../scripts/drive/site.js';
import { firstScreen, signIn } from '../../../scripts/drive/table.js';

const site = useSite();

/** A device whose page is opened after the settings were changed. */
async function opened(settings: object): Promise<Reader> {
  await site.demo.configure(settings);
  const reader = await site.device();
  await reader.open('/login');
  return reader;
}

test('When the notice no longer holds, "Try again" shows the form', async () => {
  const reader = await opened({ disableSsoFunctionality: true });
  await reader.reaches('You cannot sign in at the moment');
  await site.demo.configure({ disableSsoFunctionality: false });
  await reader.form.getByRole('button', { name: 'Try again' }).click();
  await sees(reader, firstScreen);
});

test('SSO that is switched off while the page is open is told at the submit', async () => {
  const reader = await opened({});
  await reader.form.getByRole('link', { name: 'Connect subscription' }).waitFor();
  await site.demo.configure({ disableSsoFunctionality: true });
  await signIn(toolsOf(site, reader), 'reader');
  await reader.reaches('You cannot sign in at the moment');
  expect(await reader.form.getByRole('textbox').count()).toBe(0);
});

test('Markup in the terms runs nothing and loads nothing', async () => {
  const ssoTermText =
    '<p onclick="alert(1)">Fair<img src="https://evil.example/x.png" onerror="alert(1)"></p><script>alert(1)</script>' +
    '<a href="javascript:alert(1)">click</a><iframe src="https://evil.example"></iframe>';
  const reader = await opened({ ssoTermText });
  await signIn(toolsOf(site, reader), 'reader');
  await reader.reaches('Our terms have changed');
  await reader.form.getByText('Fair').waitFor();
  const terms = reader.form.locator('[part=terms]');
  expect(await terms.locator('img, script, iframe, a, [onclick]').count()).toBe(0);
  expect(reader.watch.requests.filter((each) => each.includes('evil'))).toEqual([]);
});
