/** The settings that the demo starts with, as a publisher would set them up at the hosted service. */
import type { RawSettings } from '../../src/contract/merchant-settings.js';
import { fromHosted } from '../../src/settings-store/index.js';
import type { HostedDocument } from '../../src/simulator/index.js';

const terms = 'https://www.example.org/terms';

/** The hosted settings document in English. */
const english: HostedDocument = {
  settings: {
    tokenType: 'EMAIL',
    tokenSmsCountries: [],
    allowedDomains: '',
    maxSessions: 2,
    ssoName: 'NONE',
    forceUsername: false,
    ssoRecheckTerms: true,
    ssoOptIn: true,
    allowRegistrationIdentifier: true,
    registrationIdentifiers: {
      requestCustomerId: true,
      requestSubscriptionId: false,
      requestPostcode: true,
      requestStreet: true,
      requestStreetNumber: true,
      requestCity: true,
    },
    hideSalutation: false,
  },
  emergencyMode: 'NONE',
  disableSsoFunctionality: false,
  allowedSalutations: ['NONE', 'MRS', 'MR', 'DIVERSE'],
  ssoTermText: `<p><a href="${terms}">Terms of the Uferblatt</a>. In short: you can cancel a subscription every month, and the archive is included.</p>`,
  ssoOptInText:
    '<p>Yes, the Uferblatt may tell me by e-mail about its offers. I can <strong>withdraw</strong> this at any time.</p>',
};

const german: HostedDocument = {
  ...english,
  ssoTermText: `<p><a href="${terms}">AGB des Uferblatts</a>. Kurz gesagt: Ein Abo ist monatlich kündbar, und das Archiv gehört dazu.</p>`,
  ssoOptInText:
    '<p>Ja, das Uferblatt darf mich per E-Mail über seine Angebote informieren. Ich kann das jederzeit <strong>widerrufen</strong>.</p>',
};

export const initialSettings: RawSettings = fromHosted({ en: english, de: german });
