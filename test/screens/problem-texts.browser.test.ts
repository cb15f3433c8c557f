import { expect, test } from 'vitest';
import { plain, present, withSettings } from '../support/account.js';
import { alert, answers, problem, scripted, show } from '../support/element.js';

const [data, lost] = [
  [
    'Some details are missing or not valid. Please check what you typed.',
    'Einige Angaben fehlen oder sind nicht gültig. Bitte prüfen Sie Ihre Eingaben.',
  ],
  ['This cannot go on. Please sign in again.', 'Das kann nicht weitergehen. Bitte melden Sie sich noch einmal an.'],
] as const;
const slow = [
  'The answer takes too long. What you typed is still here.',
  'Die Antwort dauert zu lange. Ihre Eingaben sind noch da.',
] as const;
const limited = [
  'Too many tries. You can try again in 60 s.',
  'Zu viele Versuche. Sie können es in 60 s wieder versuchen.',
] as const;
const general = [
  'That did not work. What you typed is still here. (Reference: r-1)',
  'Das hat nicht geklappt. Ihre Eingaben sind noch da. (Referenz: r-1)',
] as const;

/** Problem code → its text in English and German. */
const texts: Record<string, readonly [string, string]> = {
  'wrong-credentials': [
    'These sign-in details do not match. Please check the e-mail or user name and the password.',
    'Diese Anmeldedaten passen nicht zusammen. Bitte prüfen Sie E-Mail oder Benutzername und Passwort.',
  ],
  offline: ['There is no connection. What you typed is still here.', 'Keine Verbindung. Ihre Eingaben sind noch da.'],
  'wrong-code': [
    'This code is not right. Please check it, or wait for the next one.',
    'Dieser Code stimmt nicht. Bitte prüfen Sie ihn, oder warten Sie auf den nächsten.',
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
  'username-taken': [
    'This user name is already taken. Please choose another one.',
    'Dieser Benutzername ist schon vergeben. Bitte wählen Sie einen anderen.',
  ],
  'third-party-refused': [
    'Signing in with this provider did not work. Please use your e-mail and password.',
    'Die Anmeldung mit diesem Anbieter hat nicht geklappt. Bitte nutzen Sie E-Mail und Passwort.',
  ],
  'flow-expired': [
    'That took too long. Please sign in again.',
    'Das hat zu lange gedauert. Bitte melden Sie sich noch einmal an.',
  ],
  'flow-used': [
    'This step is already done. Please sign in again.',
    'Dieser Schritt ist schon erledigt. Bitte melden Sie sich noch einmal an.',
  ],
  'flow-exhausted': [
    'Too many wrong codes. Please sign in again.',
    'Zu viele falsche Codes. Bitte melden Sie sich noch einmal an.',
  ],
  'session-unknown': [
    'This session has ended already. Please choose another one.',
    'Diese Sitzung ist schon beendet. Bitte wählen Sie eine andere.',
  ],
  'unknown-account': [
    'We find no account with this e-mail address or user name. Create an account',
    'Zu dieser E-Mail-Adresse oder diesem Benutzernamen finden wir kein Konto. Konto anlegen',
  ],
  'chunk-failed': ['A part of this page could not be loaded.', 'Ein Teil dieser Seite konnte nicht geladen werden.'],
};
/** The same of what only registration, account connect and password forgotten can meet, and of what these say in words of their own. */
const accountTexts: Record<string, readonly [string, string]> = {
  'email-taken': [
    'There is an account with this e-mail address already. Sign in Forgot your password?',
    'Zu dieser E-Mail-Adresse gibt es schon ein Konto. Anmelden Passwort vergessen?',
  ],
  'already-registered': [
    'This subscription is connected already. Sign in Forgot your password?',
    'Dieses Abo ist schon verknüpft. Anmelden Passwort vergessen?',
  ],
  'identifiers-mismatch': [
    'We find no subscription with these details. Please check them.',
    'Zu diesen Angaben finden wir kein Abo. Bitte prüfen Sie sie.',
  ],
  'registration-invalid': [
    'This registration is not possible. Please check what you typed.',
    'Diese Registrierung ist nicht möglich. Bitte prüfen Sie Ihre Eingaben.',
  ],
  'sms-unavailable': [
    'Codes cannot be sent by SMS at the moment. Please contact us.',
    'Zurzeit können keine Codes per SMS verschickt werden. Bitte wenden Sie sich an uns.',
  ],
  'email-mismatch': [
    'This link was asked for with another e-mail address or user name.',
    'Dieser Link wurde mit einer anderen E-Mail-Adresse oder einem anderen Benutzernamen angefordert.',
  ],
  'account-blocked': [
    'This account is blocked. Please contact us.',
    'Dieses Konto ist gesperrt. Bitte wenden Sie sich an uns.',
  ],
  'email-missing': [
    'We have no e-mail address for this account. Please contact us.',
    'Zu diesem Konto gibt es keine E-Mail-Adresse. Bitte wenden Sie sich an uns.',
  ],
  'link-used': [
    'This link was used already, or a newer one was sent. Please sign in, or start again. Sign in',
    'Dieser Link wurde schon benutzt, oder es gibt einen neueren. Bitte melden Sie sich an, oder beginnen Sie noch einmal. Anmelden',
  ],
  'reset-finished': [
    'Your password has been changed already. Please sign in. Sign in',
    'Ihr Passwort ist schon geändert. Bitte melden Sie sich an. Anmelden',
  ],
  'link-invalid': [
    'This link is not valid any more. Please start again.',
    'Dieser Link gilt nicht mehr. Bitte beginnen Sie noch einmal.',
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
  ['en', 'That did not work. What you typed is still here.'],
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
