/** The hosted settings document → what a browser may know of it (docs/hosted-api.md, "Settings"): tables. */
import { domainsOf, suggestedDomains } from '../../contract/merchant-domains.js';
import { type Requirement, type Identifier, identifiers, type Salutation, salutations } from '../../contract/names.js';
import { type HostedSettings, hostedValue } from '../../contract/hosted-settings.js';
import { fieldOf, keysAt, type NamePolicy } from '../../contract/merchant-settings.js';
import type { PassedSettings } from '../../contract/passed-settings.js';
import type { PublicSettings } from '../../contract/public-settings-schema.js';
import { wordingOf } from '../sealed/consent-record.js';
import { sanitise } from './sanitise.js';

/** `ssoName` → whether first and last name are asked. */
const names = {
  REQUIRED: { registration: 'required', login: 'required' },
  OPTIONAL: { registration: 'optional', login: 'optional' },
  NONE: { registration: 'none', login: 'none' },
  REGISTRATION_REQUIRED: { registration: 'required', login: 'none' },
  REGISTRATION_OPTIONAL: { registration: 'optional', login: 'none' },
  REGISTRATION_OPTIONAL_LOGIN_REQUIRED: { registration: 'optional', login: 'required' },
  REGISTRATION_REQUIRED_LOGIN_OPTIONAL: { registration: 'required', login: 'optional' },
  LOGIN_REQUIRED: { registration: 'none', login: 'required' },
  LOGIN_OPTIONAL: { registration: 'none', login: 'optional' },
} as const satisfies Record<NamePolicy, { registration: Requirement; login: Requirement }>;

/** Salutation → the hosted API's word. `COMPANY` cannot be sent, so it is not offered. */
export const hostedSalutation = {
  none: 'NONE',
  mrs: 'MRS',
  mr: 'MR',
  diverse: 'DIVERSE',
} as const satisfies Record<Salutation, string>;

/** Identifier of account connect → the setting that switches it on. */
const requested = {
  customerId: 'requestCustomerId',
  subscriptionId: 'requestSubscriptionId',
  street: 'requestStreet',
  streetNumber: 'requestStreetNumber',
  postcode: 'requestPostcode',
  city: 'requestCity',
} as const satisfies Record<Identifier, keyof HostedSettings['settings']['registrationIdentifiers']>;

/**
 * Hosts as browsers name them: IDN as ASCII, and of an address or a wildcard the host that it means. What is none stays as it
 * is and allows nobody: left out, the last member of a list would open the door to everybody.
 */
const domains = (list: string) => domainsOf(suggestedDomains(list));

/** An empty list allows all; an absent one, or one without a known member, asks for nothing. */
function offered({ settings, allowedSalutations }: HostedSettings): Salutation[] {
  if (settings.hideSalutation || !allowedSalutations) return [];
  const all = allowedSalutations.length === 0;
  return salutations.filter((salutation) => all || allowedSalutations.includes(hostedSalutation[salutation]));
}

/** The settings that browsers get as they are. */
const passed = (hosted: HostedSettings): PassedSettings =>
  Object.fromEntries(
    [...keysAt('inside'), ...keysAt('beside')].flatMap((key) => {
      const { publicName } = fieldOf(key);
      return publicName === undefined ? [] : [[publicName, hostedValue(hosted, key)]];
    }),
  ) as PassedSettings;

/** The gateway's own settings that a browser needs. */
export interface OwnSettings {
  contact: string | undefined;
  linkParameters: PublicSettings['linkParameters'];
}

/** Maps the hosted document, and adds the gateway's own. */
export function publicSettingsOf(hosted: HostedSettings, { contact, linkParameters }: OwnSettings): PublicSettings {
  const { settings, ssoProviders } = hosted;
  const google = ssoProviders?.active && ssoProviders.googleSettings?.active ? ssoProviders.googleSettings : undefined;
  const optInText = sanitise(hosted.ssoOptInText);
  const emergency = hosted.emergencyMode !== 'NONE';
  return {
    ...passed(hosted),
    availability: hosted.disableSsoFunctionality ? 'off' : emergency ? 'emergency' : 'available',
    codeChannel: settings.tokenType === 'SMS' ? 'sms' : 'email',
    allowedDomains: domains(settings.allowedDomains),
    names: names[settings.ssoName],
    salutations: offered(hosted),
    // Nobody can agree to a text that there is not.
    optIn: { ask: settings.ssoOptIn && wordingOf(optInText) !== '', text: optInText },
    terms: sanitise(hosted.ssoTermText),
    accountConnect: {
      enabled: settings.allowRegistrationIdentifier,
      identifiers: identifiers.filter((name) => settings.registrationIdentifiers[requested[name]]),
    },
    ...(google?.googleClientId && { googleClientId: google.googleClientId }),
    linkParameters,
    ...(contact && { contact }),
  };
}

/** Whether readers may log in on a host: any, if none is listed; a sub-domain of a listed domain counts. */
export function domainAllowed(host: string, allowed: readonly string[]): boolean {
  return allowed.length === 0 || allowed.some((domain) => host === domain || host.endsWith(`.${domain}`));
}
