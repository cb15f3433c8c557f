import { expect as isAccessible } from '@open-wc/testing';
import { expect, test } from 'vitest';
import { present } from '../../support/account.js';
import { heading, show } from '../../support/element.js';
import { pairs } from '../../support/pairs.js';
import type { Row } from '../../support/pairs.js';
import { site } from '../../support/site.browser.js';

// Everything expected here is written down from docs/hosted-api.md, "Settings", not taken from the code.
const domains = {
  tag: ['sso-login', 'sso-register', 'sso-account-connect', 'sso-password-forgotten', 'sso-auth'],
  availability: ['available', 'off', 'CONTRACT_COMPANY_MODE', 'PLENIGO_MODE'],
  host: ['', 'here', 'elsewhere'],
  connect: ['off', 'neither', 'customer', 'subscription'],
  language: ['en', 'de'],
} as const;
type Settings = Row<typeof domains>;

const titles = {
  off: { en: 'You cannot sign in at the moment', de: 'Sie können sich zurzeit nicht anmelden' },
  emergency: { en: 'No need to sign in right now', de: 'Zurzeit ist keine Anmeldung nötig' },
  domain: { en: 'You cannot sign in on this site', de: 'Auf dieser Seite können Sie sich nicht anmelden' },
  connect: { en: 'You cannot connect a subscription here', de: 'Sie können hier kein Abo verknüpfen' },
  'sso-login': { en: 'Sign in', de: 'Anmelden' },
  'sso-auth': { en: 'Sign in', de: 'Anmelden' },
  'sso-register': { en: 'Register', de: 'Registrieren' },
  'sso-account-connect': { en: 'Connect your subscription', de: 'Abo verknüpfen' },
  'sso-password-forgotten': { en: 'Forgot your password?', de: 'Passwort vergessen?' },
} as const;

const id = {
  customer: { customerId: '100200300' },
  subscription: { subscriptionId: '9007199254740993' },
  off: {},
  neither: {},
};
const account = { email: 'new@publisher.test', password: 'a long pass phrase' };
const starts = {
  'sso-login': ['login', () => ({ identifier: 'reader@publisher.test', password: 'a long pass phrase' })],
  'sso-auth': ['login', () => ({ identifier: 'reader@publisher.test', password: 'a long pass phrase' })],
  'sso-register': ['registration', () => account],
  'sso-account-connect': ['account-connect', ({ connect }: Settings) => ({ ...account, ...id[connect] })],
  'sso-password-forgotten': ['password-forgotten', () => ({ identifier: 'reader@publisher.test' })],
} as const;

/** The notice that is expected, and the gateway's code for whoever asks all the same; nothing: the process is offered. */
function refusal({
  tag,
  availability,
  host,
  connect,
}: Settings): [notice: keyof typeof titles, code: string] | undefined {
  if (availability === 'off') return ['off', 'login-unavailable'];
  if (availability !== 'available') return ['emergency', 'login-emergency'];
  if (host === 'elsewhere') return ['domain', 'domain-not-allowed'];
  if (tag !== 'sso-account-connect') return undefined;
  if (connect === 'off') return ['connect', 'connect-unavailable'];
  return connect === 'neither' ? ['connect', 'connect-misconfigured'] : undefined;
}

test.each(pairs(domains).map((row) => [row.tag, JSON.stringify(row), row] as const))(
  '<%s> is offered or closed as %s say, and so it is by the gateway',
  async (tag, _name, settings) => {
    const { availability, host, connect, language } = settings;
    document.documentElement.lang = language;
    site.simulator.configure({
      disableSsoFunctionality: availability === 'off',
      emergencyMode: availability === 'available' || availability === 'off' ? 'NONE' : availability,
      allowedDomains: { '': '', here: `publisher.test, ${location.hostname}`, elsewhere: 'publisher.test' }[host],
      allowRegistrationIdentifier: connect !== 'off',
      registrationIdentifiers: {
        requestCustomerId: connect === 'customer',
        requestSubscriptionId: connect === 'subscription',
        requestCity: connect === 'neither',
      },
    });
    const closed = refusal(settings);
    const element = await (tag === 'sso-login' ? show() : present(tag));
    await expect.element(heading(titles[closed?.[0] ?? tag][language])).toBeVisible();
    await expect.poll(() => element.shadowRoot!.querySelectorAll('form').length).toBe(closed ? 0 : 1);
    await isAccessible(element).to.be.accessible();

    const [process, body] = starts[tag];
    const response = await site.fetch(`/sso/${process}/start`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-sso-request': '1' },
      body: JSON.stringify(body(settings)),
    });
    const answer = (await response.json()) as { code?: string };
    expect(answer.code).toBe(closed?.[1]);
    expect(response.ok).toBe(!closed);
  },
);
