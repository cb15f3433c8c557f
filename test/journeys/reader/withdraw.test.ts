/** Withdrawing as easily as giving, on the account's page: `GET /simulator/consents` is what `onConsent` was told. */
import { expect, test } from 'vitest';
import type { ConsentEvent } from '../../../demo/backend/backend.js';
import { signIn } from '../../../scripts/drive/sign-in.js';
import { journeyLanguages } from '../support/languages.js';
import type { Reader } from '../support/reader.js';
import { toolsFor } from '../support/reader-tools.js';
import { useSite } from '../support/use-site.js';

const site = useSite();
const email = 'reader@example.org';
const words = {
  en: {
    title: 'Your advertising consent',
    none: 'Not given',
    offer: 'Give consent',
    again: 'Give consent again',
    give: 'Save consent',
    tick: 'Tick the box if you agree.',
    given: 'You have given your consent.',
    withdraw: 'Withdraw consent',
    withdrawn: 'You have withdrawn your consent.',
    pending: 'We have your withdrawal, but it is not stored yet. We keep trying.',
    signIn: 'Sign in',
    wording: /^Yes, the Uferblatt may tell me by e-mail about its offers/,
  },
  de: {
    title: 'Ihre Werbeeinwilligung',
    none: 'Nicht erteilt',
    offer: 'Werbeeinwilligung erteilen',
    again: 'Werbeeinwilligung erneut erteilen',
    give: 'Werbeeinwilligung speichern',
    tick: 'Bitte setzen Sie das Häkchen, wenn Sie einwilligen.',
    given: 'Sie haben Ihre Werbeeinwilligung erteilt.',
    withdraw: 'Werbeeinwilligung widerrufen',
    withdrawn: 'Sie haben Ihre Werbeeinwilligung widerrufen.',
    pending: 'Ihr Widerruf ist bei uns angekommen, aber noch nicht gespeichert. Wir versuchen es weiter.',
    signIn: 'Anmelden',
    wording: /^Ja, das Uferblatt darf mich per E-Mail über seine Angebote informieren/,
  },
} as const;

const told = async (): Promise<ConsentEvent[]> =>
  (await (await fetch(`${site.demo.origin}/simulator/consents`)).json()) as ConsentEvent[];
const consents = ({ page }: Reader) => page.locator('sso-consents');
const press = (reader: Reader, name: string) => consents(reader).getByRole('button', { name, exact: true }).click();
const says = (reader: Reader, text: string) => consents(reader).getByText(text, { exact: true }).waitFor();

/** Follows an e-mail's link while signed out: by the sign-in back to the consents. */
async function byLink(language: 'en' | 'de'): Promise<Reader> {
  const reader = await site.device(language);
  await reader.page.goto(`${site.demo.origin}/account?lang=${language}#advertising`);
  await reader.page.getByRole('main').getByRole('link', { name: words[language].signIn, exact: true }).click();
  await signIn(toolsFor(site, reader), email);
  await reader.page.waitForURL(({ pathname, hash }) => pathname === '/account' && hash === '#advertising');
  await consents(reader).getByRole('heading', { name: words[language].title, exact: true }).waitFor();
  return reader;
}
async function give(reader: Reader, offer: string): Promise<void> {
  const t = words[reader.language];
  await consents(reader).getByText(offer, { exact: true }).click();
  await consents(reader).getByRole('checkbox', { name: t.wording, checked: false }).waitFor();
  await consents(reader).getByRole('checkbox').check();
  await press(reader, t.give);
  await says(reader, t.given);
}
const isInView = (reader: Reader) =>
  consents(reader).evaluate((element) => element.getBoundingClientRect().top < innerHeight);

for (const language of journeyLanguages) {
  const t = words[language];
  test(`A consent in ${language} is given, withdrawn in one press, and given anew, from an e-mail’s link on`, async () => {
    const reader = await byLink(language);
    expect(await isInView(reader)).toBe(true);
    await says(reader, t.none);
    await consents(reader).getByText(t.offer, { exact: true }).click();
    await press(reader, t.give);
    await says(reader, t.tick);
    await consents(reader).getByText(t.offer, { exact: true }).click();
    await give(reader, t.offer);
    await consents(reader).getByText(t.wording).waitFor();

    await press(reader, t.withdraw);
    await says(reader, t.withdrawn);
    const focused = await consents(reader).evaluate((element) =>
      element.shadowRoot?.activeElement?.getAttribute('part'),
    );
    expect(focused).toBe('status');
    // It is withdrawn for whoever looks next, too.
    await reader.page.reload();
    await consents(reader).getByText(t.again, { exact: true }).waitFor();
    await give(reader, t.again);
    await reader.record.look(reader.page);

    const events = (await told()).map((event) => ({ ...event, stored: event.phase === 'outcome' && event.stored }));
    expect(events.map(({ phase, choice, channel, stored }) => [phase, choice, channel, stored])).toEqual([
      ['asked', true, 'EMAIL', false],
      ['outcome', true, 'EMAIL', true],
      ['asked', false, 'EMAIL', false],
      ['outcome', false, 'EMAIL', true],
      ['asked', true, 'EMAIL', false],
      ['outcome', true, 'EMAIL', true],
    ]);
    expect(events.every((event) => event.language === language)).toBe(true);
    expect(events[2]).toMatchObject({ wording: expect.stringMatching(t.wording) as string, hash: events[0]?.hash });
  });
}

test('Where the part that shows consents cannot be loaded the element says so, and its button reloads the page', async () => {
  const reader = await site.device('de');
  await reader.page.route('**/assets/parts/consents-*.js', (route) => route.fulfill({ status: 404, body: 'none' }));
  await reader.page.goto(`${site.demo.origin}/account?lang=de`);
  await says(
    reader,
    'Ein Teil dieser Seite konnte nicht geladen werden. Bitte versuchen Sie es noch einmal oder laden Sie die Seite neu.',
  );
  await reader.page.unroute('**/assets/parts/consents-*.js');
  const reloaded = reader.page.waitForEvent('load');
  await press(reader, 'Erneut versuchen');
  await reloaded;
  await says(reader, 'Bitte melden Sie sich an, um Ihre Werbeeinwilligung zu sehen und zu ändern.');
  reader.record.faults.length = 0;
});

test('A withdrawal that the hosted API does not take is told as kept, and done later', async () => {
  const reader = await byLink('en');
  await give(reader, words.en.offer);
  await site.demo.fault({ operation: 'customers/optIns', status: 500 });
  await press(reader, words.en.withdraw);
  await says(reader, words.en.pending);
  await site.demo.advance(31);
  await reader.page.reload();
  await consents(reader).getByText(words.en.again, { exact: true }).waitFor();
  expect((await told()).at(-1)).toMatchObject({ choice: false, stored: true });
});
