import { expect, test } from 'vitest';
import { plain, present, withSettings } from '../support/account.js';
import { alert, answers, problem, scripted, show } from '../support/element.js';

const [data, lost] = [
  [
    'Some details are missing or not correct. Check your entries.',
    'Einige Angaben fehlen oder stimmen nicht. Bitte prüfen Sie Ihre Eingaben.',
  ],
  [
    'We cannot continue from here. Sign in again.',
    'Von hier aus geht es nicht weiter. Bitte melden Sie sich noch einmal an.',
  ],
] as const;
const slow = [
  'This is taking too long. Your entries are still here.',
  'Das dauert zu lange. Ihre Eingaben sind noch da.',
] as const;
const limited = [
  'Too many attempts. You can try again in 60 s.',
  'Zu viele Versuche. In 60 s können Sie es wieder versuchen.',
] as const;
const general = [
  'That did not work. Your entries are still here. (Reference: r-1)',
  'Das hat nicht geklappt. Ihre Eingaben sind noch da. (Referenz: r-1)',
] as const;

/** Problem code → its text in English and German. */
const texts: Record<string, readonly [string, string]> = {
  'wrong-credentials': [
    'These details do not match, or you need a new password. Forgot your password?',
    'Diese Angaben passen nicht zusammen, oder Sie brauchen ein neues Passwort. Passwort vergessen?',
  ],
  offline: ['No connection. Your entries are still here.', 'Keine Verbindung. Ihre Eingaben sind noch da.'],
  'wrong-code': [
    'This code is not correct. Check it or wait for the next one.',
    'Dieser Code stimmt nicht. Bitte prüfen Sie ihn oder warten Sie auf den nächsten.',
  ],
  'account-inactive': [
    'This account is not active yet. Please contact us.',
    'Dieses Konto ist noch nicht aktiv. Bitte wenden Sie sich an uns.',
  ],
  'account-deactivated': [
    'This account has been deactivated. Please contact us.',
    'Dieses Konto ist deaktiviert. Bitte wenden Sie sich an uns.',
  ],
  'account-blocked': [
    'This account is blocked until you choose a new password. Forgot your password?',
    'Dieses Konto ist gesperrt, bis Sie ein neues Passwort wählen. Passwort vergessen?',
  ],
  'username-taken': ['This user name is already taken.', 'Dieser Benutzername ist schon vergeben.'],
  'third-party-refused': [
    'Signing in with this provider did not work. Use your e-mail address and password.',
    'Die Anmeldung mit diesem Anbieter hat nicht geklappt. Bitte nutzen Sie E-Mail-Adresse und Passwort.',
  ],
  'flow-expired': [
    'The time for this step is up. Sign in again.',
    'Die Zeit für diesen Schritt ist abgelaufen. Bitte melden Sie sich noch einmal an.',
  ],
  'flow-used': [
    'You have already completed this step. Sign in again.',
    'Diesen Schritt haben Sie schon erledigt. Bitte melden Sie sich noch einmal an.',
  ],
  'flow-exhausted': [
    'Too many wrong codes. Sign in again.',
    'Zu viele falsche Codes. Bitte melden Sie sich noch einmal an.',
  ],
  'session-unknown': [
    'This device is already signed out. Choose a different one.',
    'Dieses Gerät ist schon abgemeldet. Bitte wählen Sie ein anderes.',
  ],
  'unknown-account': [
    'We cannot find an account with this e-mail address or user name. Register',
    'Zu dieser E-Mail-Adresse oder diesem Benutzernamen finden wir kein Konto. Registrieren',
  ],
  'protocol-unknown': [
    'This page is out of date. Reload it, then enter your details again.',
    'Diese Seite ist veraltet. Bitte laden Sie sie neu und geben Sie Ihre Daten noch einmal ein.',
  ],
  'chunk-failed': [
    'Part of this page could not be loaded. Try again, or reload the page.',
    'Ein Teil dieser Seite konnte nicht geladen werden. Bitte versuchen Sie es noch einmal oder laden Sie die Seite neu.',
  ],
};
/** The same of what only registration, account connect and password forgotten can meet, and of what these say in words of their own. */
const accountTexts: Record<string, readonly [string, string]> = {
  'email-taken': [
    'There is already an account with this e-mail address. Sign in Forgot your password?',
    'Zu dieser E-Mail-Adresse gibt es schon ein Konto. Anmelden Passwort vergessen?',
  ],
  'already-registered': [
    'This subscription is already connected. Sign in Forgot your password?',
    'Dieses Abo ist schon verknüpft. Anmelden Passwort vergessen?',
  ],
  'identifiers-mismatch': [
    'We cannot find a subscription with these details. Compare them with your invoice or our letter.',
    'Zu diesen Angaben finden wir kein Abo. Bitte vergleichen Sie sie mit der Rechnung oder unserem Brief.',
  ],
  'registration-invalid': [
    'You cannot register with these details. Check your entries.',
    'Mit diesen Angaben können Sie sich nicht registrieren. Bitte prüfen Sie Ihre Eingaben.',
  ],
  'sms-unavailable': [
    'We cannot send codes by text message at the moment. Please contact us.',
    'Wir können zurzeit keine Codes per SMS schicken. Bitte wenden Sie sich an uns.',
  ],
  'email-mismatch': [
    'This link was requested with another e-mail address or user name.',
    'Dieser Link wurde mit einer anderen E-Mail-Adresse oder einem anderen Benutzernamen angefordert.',
  ],
  'account-blocked': [
    'This account is blocked. Please contact us.',
    'Dieses Konto ist gesperrt. Bitte wenden Sie sich an uns.',
  ],
  'email-missing': [
    'This account has no e-mail address. Please contact us.',
    'Dieses Konto hat keine E-Mail-Adresse. Bitte wenden Sie sich an uns.',
  ],
  'link-used': [
    'This link has already been used or replaced by a newer one. Sign in or start again. Sign in',
    'Dieser Link wurde schon benutzt oder durch einen neueren ersetzt. Bitte melden Sie sich an oder beginnen Sie von vorn. Anmelden',
  ],
  'reset-finished': [
    'Your password has already been changed. Sign in with the new one. Sign in',
    'Ihr Passwort ist schon geändert. Bitte melden Sie sich mit dem neuen an. Anmelden',
  ],
  'link-invalid': [
    'This link is no longer valid. Start again.',
    'Dieser Link gilt nicht mehr. Bitte beginnen Sie von vorn.',
  ],
};
/** Codes that share a text on purpose: what the reader can do is the same. */
const folded: [readonly [string, string], string[]][] = [
  [data, ['data-missing', 'name-missing', 'username-missing', 'email-missing', 'invalid-data', 'invalid-request']],
  [lost, ['flow-unknown', 'flow-order', 'removal-refused', 'signed-out']],
  [slow, ['timeout', 'upstream-timeout']],
  [limited, ['locked', 'rate-limited']],
  // Faults of the site: the reference leads the publisher to the cause.
  [
    general,
    [
      'upstream-failed',
      'misconfigured',
      'gateway-failed',
      'bad-answer',
      'not-a-gateway',
      'request-refused',
      'not-found',
      'method-not-allowed',
      'request-too-large',
      'not-json',
      'a-code-of-tomorrow',
    ],
  ],
];
const own = Object.entries(texts).map(([code, pair]) => [code, pair] as const);
const rows = [...own, ...folded.flatMap(([pair, codes]) => codes.map((code) => [code, pair] as const))].flatMap(
  ([code, [en, de]]) => [
    [code, 'en', en],
    [code, 'de', de],
  ],
);

test.each(rows)('the problem %s has its text in %s', async (code, language, text) => {
  document.documentElement.lang = language!;
  const element = await show(scripted({ 'login/start': problem(code, { reference: 'r-1', retryAfter: 60 }) }), {
    email: 'reader',
  });
  element.shadowRoot!.querySelector<HTMLInputElement>('[name=password]')!.value = 'secret';
  element.shadowRoot!.querySelector('form')!.requestSubmit();
  await expect
    .poll(() => element.shadowRoot!.querySelector('[part=problem-text]')?.textContent.replace(/\s+/g, ' ').trim())
    .toBe(text);
});

test.each(
  Object.entries(accountTexts).flatMap(([code, [en, de]]) => [
    [code, 'en', en],
    [code, 'de', de],
  ]),
)('the problem %s of the other processes has its text in %s', async (code, language, text) => {
  document.documentElement.lang = language!;
  const element = await present(
    'sso-password-forgotten',
    withSettings({}, { 'password-forgotten/start': problem(code) }),
  );
  await expect.poll(() => element.shadowRoot!.querySelector('[name=identifier]')).not.toBeNull();
  element.shadowRoot!.querySelector<HTMLInputElement>('[name=identifier]')!.value = 'reader';
  element.shadowRoot!.querySelector('form')!.requestSubmit();
  await expect.poll(() => plain(element.shadowRoot!.querySelector('[part=problem-text]'))).toBe(text);
});

test('no two texts are the same, but for those folded together', () => {
  const all = [...Object.values(texts), ...Object.values(accountTexts), ...folded.map(([pair]) => pair)].flat();
  expect(new Set(all).size).toBe(all.length);
});

test.each([
  ['en', 'That did not work. Your entries are still here.'],
  ['de', 'Das hat nicht geklappt. Ihre Eingaben sind noch da.'],
])('a failure without a reference has a general text in %s', async (language, text) => {
  document.documentElement.lang = language;
  const element = await show(scripted({ 'login/start': [problem('bad-answer'), answers.session] }), {
    email: 'reader',
  });
  element.shadowRoot!.querySelector<HTMLInputElement>('[name=password]')!.value = 'secret';
  element.shadowRoot!.querySelector('form')!.requestSubmit();
  await expect.element(alert).toHaveTextContent(text);
});
