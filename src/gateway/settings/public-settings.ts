/** The hosted API's settings → the public settings, which a browser may know (docs/hosted-api.md, "Settings"). */
import { domainsOf, suggestedDomains } from '../../contract/merchant-domains.js';
import { type Requirement, type Identifier, identifiers, type Salutation, salutations } from '../../contract/names.js';
import { type HostedSettings, hostedValue } from '../../contract/hosted-settings.js';
import { fieldOf, keysAt, type NamePolicy } from '../../contract/merchant-settings.js';
import type { PassedSettings } from '../../contract/passed-settings.js';
import type { PublicSettings } from '../../contract/public-settings-schema.js';
import { wordingOf } from '../sealed/consent-record.js';
import { sanitise } from './sanitise-html.js';

/** `ssoName` → whether first and last name are asked for. */
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

/** Salutation → the hosted API's value. `COMPANY` cannot be sent, so it is not offered. */
export const hostedSalutation = {
  none: 'NONE',
  mrs: 'MRS',
  mr: 'MR',
  diverse: 'DIVERSE',
} as const satisfies Record<Salutation, string>;

/** Identifier of account connect → the setting that turns it on. */
const requested = {
  customerId: 'requestCustomerId',
  subscriptionId: 'requestSubscriptionId',
  street: 'requestStreet',
  streetNumber: 'requestStreetNumber',
  postcode: 'requestPostcode',
  city: 'requestCity',
} as const satisfies Record<Identifier, keyof HostedSettings['settings']['registrationIdentifiers']>;

/** Characters of the list of domains that are read; the hosted API documents 1,000. */
const longestDomains = 4_000;

/**
 * Hosts as browsers name them: IDN in ASCII, an address or wildcard reduced to its host. An entry that is none stays as it is and allows
 * nobody: if it were left out, a list with no other entry would allow everybody.
 */
function domains(list: string): string[] {
  const read = domainsOf(suggestedDomains(list.slice(0, longestDomains)));
  // Something must be left of a list that is too long, or it would allow everybody.
  return list.length > longestDomains ? [...read, '…'] : read;
}

/** The salutations to offer. An empty list allows all; an absent one, or one without a known value, offers none. */
function offered({ settings, allowedSalutations }: HostedSettings): Salutation[] {
  if (settings.hideSalutation || !allowedSalutations) return [];
  const all = allowedSalutations.length === 0;
  return salutations.filter((salutation) => all || allowedSalutations.includes(hostedSalutation[salutation]));
}

/** The settings that the public settings take over unchanged. */
const passed = (hosted: HostedSettings): PassedSettings =>
  Object.fromEntries(
    [...keysAt('inside'), ...keysAt('beside')].flatMap((key) => {
      const { publicName } = fieldOf(key);
      return publicName === undefined ? [] : [[publicName, hostedValue(hosted, key)]];
    }),
  ) as PassedSettings;

/** Settings of the gateway's own that a browser needs. */
export interface OwnSettings {
  contact: string | undefined;
  linkParameters: PublicSettings['linkParameters'];
  offerStaySignedIn?: boolean;
  /** In code points. */
  passwordMinLength?: number;
  captcha?: NonNullable<PublicSettings['captcha']> | undefined;
}

/** Each member by its name: the secret lies beside them. */
const publicCaptchaOf = ({ provider, siteKey, when }: NonNullable<OwnSettings['captcha']>) => ({
  provider,
  ...(siteKey !== undefined && { siteKey }),
  when,
});

/** The public settings of a hosted document, with the gateway's own. */
export function publicSettingsOf(hosted: HostedSettings, own: OwnSettings): PublicSettings {
  const { contact, linkParameters, offerStaySignedIn, passwordMinLength, captcha } = own;
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
    // Nobody can agree to an empty text.
    optIn: { ask: settings.ssoOptIn && wordingOf(optInText) !== '', text: optInText },
    terms: sanitise(hosted.ssoTermText),
    accountConnect: {
      enabled: settings.allowRegistrationIdentifier,
      identifiers: identifiers.filter((name) => settings.registrationIdentifiers[requested[name]]),
    },
    ...(google?.googleClientId && { googleClientId: google.googleClientId }),
    linkParameters,
    ...(offerStaySignedIn && { offerStaySignedIn }),
    ...(passwordMinLength !== undefined && { passwordMinLength }),
    ...(captcha && { captcha: publicCaptchaOf(captcha) }),
    ...(contact && { contact }),
  };
}

/** Whether readers may sign in on a host: on any where no domain is listed, else on those listed and their sub-domains. */
export function isDomainAllowed(host: string, allowed: readonly string[]): boolean {
  return allowed.length === 0 || allowed.some((domain) => host === domain || host.endsWith(`.${domain}`));
}
