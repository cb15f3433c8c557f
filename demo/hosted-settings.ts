/** The settings document that the simulator starts with: what a publisher would have set up at the hosted service. */
import type { HostedDocument, SimulatorOptions } from '../src/simulator/index.js';

const terms = 'https://www.example.org/terms';

export const settings: HostedDocument = {
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
  allowedSalutations: ['NONE', 'MRS', 'MR', 'DIVERSE', 'COMPANY'],
  ssoTermText: `<p>The <a href="${terms}">terms and conditions</a> of the Uferblatt. In short: a subscription can be ended each month, and the articles of the archive are part of it.</p>`,
  ssoOptInText:
    '<p>Yes, the Uferblatt may tell me by e-mail about its offers. I can <strong>withdraw</strong> this at any time.</p>',
};

export const texts: NonNullable<SimulatorOptions['texts']> = {
  de: {
    ssoTermText: `<p>Die <a href="${terms}">Geschäftsbedingungen</a> des Uferblatts. Kurz gesagt: Ein Abonnement ist monatlich kündbar, und die Artikel des Archivs gehören dazu.</p>`,
    ssoOptInText:
      '<p>Ja, das Uferblatt darf mich per E-Mail über seine Angebote informieren. Ich kann das jederzeit <strong>widerrufen</strong>.</p>',
  },
};
