/** Pages that the demo's server makes for one reader: the article by its rights, and the vendor's self-service in the account. */
import { expect, test } from 'vitest';
import { feature } from '../../../demo/pages/stories.js';
import { type Language, languages } from '../../../demo/texts/language.js';
import { signIn } from '../../../scripts/drive/sign-in.js';
import { settingsFormOf } from '../../../scripts/drive/settings-form.js';
import { expectAccessible } from '../support/axe.js';
import { toolsFor } from '../support/reader-tools.js';
import type { Reader } from '../support/reader.js';
import { useSite } from '../support/use-site.js';

const site = useSite();

const says = {
  gate: { en: 'Sign in to read', de: 'Anmelden und lesen' },
  opened: { en: 'The whole article is open.', de: 'Der ganze Artikel ist offen.' },
  closed: { en: 'The article is closed.', de: 'Der Artikel ist geschlossen.' },
  subscribes: { en: 'Subscribes to Uferblatt Plus', de: 'Hat Uferblatt Plus abonniert' },
  blocked: { en: 'Is blocked', de: 'Ist gesperrt' },
  noRight: { en: 'Your subscription does not include this article', de: 'Ihr Abo enthält diesen Artikel nicht' },
  isBlocked: { en: 'Your access is blocked', de: 'Ihr Zugang ist gesperrt' },
  subscribe: { en: 'Subscribe to Uferblatt Plus', de: 'Uferblatt Plus abonnieren' },
  signOut: { en: 'Sign out', de: 'Abmelden' },
  used: { en: 'has already been used', de: 'wurde schon benutzt' },
} as const;

const heading = ({ page, language }: Reader, text: Record<Language, string>) =>
  page.getByRole('heading', { name: text[language], exact: true });
const announced = ({ page, language }: Reader, text: Record<Language, string>) =>
  page.getByRole('status').getByText(text[language], { exact: true }).waitFor();
const rest = ({ page }: Reader) => page.locator('#rest p');

/** The sentences of the article that a browser has been sent, in any answer. */
async function sent({ record, language }: Reader): Promise<string[]> {
  const seen = (await record.seen()).map(({ text }) => text).join('\n');
  // In the middle of each paragraph: quotes may be escaped where they begin or end.
  return feature[language].rest.map((each) => each.slice(10, 60)).filter((each) => seen.includes(each));
}

for (const language of languages) {
  test(`The article in ${language} comes from the server after the sign-in, and follows sign-out and rights`, async () => {
    const reader = await site.device(language);
    await reader.open('/article');
    const gate = reader.page.getByRole('main').getByRole('link', { name: says.gate[language] });
    await gate.waitFor();
    await reader.page.waitForLoadState('networkidle');
    expect(await sent(reader)).toEqual([]);

    await gate.click();
    await signIn(toolsFor(site, reader), 'reader');
    await rest(reader).first().waitFor();
    await announced(reader, says.opened);
    expect(await rest(reader).allTextContents()).toEqual(feature[language].rest);
    expect(await sent(reader)).toHaveLength(feature[language].rest.length);

    const { open, drawer } = settingsFormOf(reader);
    await open();
    await drawer.getByRole('checkbox', { name: says.subscribes[language] }).click();
    await heading(reader, says.noRight).waitFor();
    await announced(reader, says.closed);
    expect(await rest(reader).count()).toBe(0);
    await expectAccessible(reader, 'without the right');
    await reader.page.getByRole('button', { name: says.subscribe[language] }).click();
    await rest(reader).first().waitFor();
    await drawer.getByRole('checkbox', { name: says.blocked[language] }).click();
    await heading(reader, says.isBlocked).waitFor();
    await reader.page.reload();
    await heading(reader, says.isBlocked).waitFor();
    await reader.page.getByRole('banner').getByRole('button', { name: says.signOut[language] }).click();
    await gate.waitFor();
  });

  test(`The account in ${language} shows the vendor’s self-service by a token that is good once, and a reload gets another`, async () => {
    const reader = await site.device(language);
    await reader.open('/login?next=/account');
    await signIn(toolsFor(site, reader), 'reader');
    const { page } = reader;
    const frame = page.frameLocator('iframe');
    const handedOver = page.waitForRequest((request) => request.url().endsWith('/vendor/self-service'));
    await frame.getByText('R-100001-3').waitFor();
    const token = new URLSearchParams((await handedOver).postData() ?? '').get('transferToken') ?? '';
    expect(token.length).toBeGreaterThan(20);
    expect(page.frames().map((each) => new URL(each.url()).search)).not.toContainEqual(expect.stringContaining(token));
    await expectAccessible(reader, 'account');

    const again = await fetch(`${site.demo.origin}/vendor/self-service`, {
      method: 'POST',
      body: new URLSearchParams({ transferToken: token, lang: language }),
    });
    expect([again.status, await again.text()]).toEqual([403, expect.stringContaining(says.used[language])]);

    await page.reload();
    await frame.getByText('R-100001-3').waitFor();
    await page.getByRole('main').getByRole('button', { name: says.signOut[language] }).click();
    await page.locator('iframe').waitFor({ state: 'hidden' });
    // What was shown is gone, not only hidden.
    await expect
      .poll(() =>
        page
          .frames()
          .slice(1)
          .map((each) => each.url()),
      )
      .toEqual(['about:blank']);
  });
}

test('The switches for what a reader may read wait until it is known, and then say it', async () => {
  const reader = await site.device('en');
  await reader.open('/article');
  let answer: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (answer = resolve));
  await reader.page.route('**/simulator/rights?*', async (route) => {
    await held;
    await route.continue();
  });
  const asked = reader.page.waitForRequest('**/simulator/rights?*');
  const { opener, drawer } = settingsFormOf(reader);
  await opener.click();
  await asked;
  expect(await drawer.getByRole('checkbox', { name: says.subscribes.en }).isDisabled()).toBe(true);
  answer();
  await drawer.getByRole('checkbox', { name: says.subscribes.en, disabled: false, checked: true }).waitFor();
});
