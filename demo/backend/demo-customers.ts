/** The customers of the demo. Those who are registered share a password; pages and README list them. */
import type { CustomerOption } from '../../src/simulator/index.js';
import type { Texts } from '../texts/language.js';

export const demoPassword = 'correct horse battery';

/** The access right that Uferblatt Plus gives. All who are listed below subscribe to it but one; who registers in the demo does not. */
export const plusRight = 'uferblatt-plus';

interface DemoCustomer extends Omit<CustomerOption, 'password' | 'sessions'> {
  email: string;
  /** What signing in as this customer shows. */
  shows: Texts;
  /** The device of each session, and hours since it began. */
  devices?: readonly { hoursAgo: number; os: string; browser: string }[];
}

export const demoCustomers: readonly DemoCustomer[] = [
  {
    email: 'reader@example.org',
    username: 'reader',
    // A number reserved for films and examples.
    mobileNumber: '+4915228817386',
    shows: {
      en: 'signs in at once, also with the user name “reader”',
      de: 'meldet sich direkt an, auch mit dem Benutzernamen „reader“',
    },
  },
  {
    email: 'two-factor@example.org',
    // Fixed, so that a phone which has scanned it keeps working.
    twoFactor: { secret: 'K5GVSQ2XJBCVOT2CKZHU4RKSIFKEKU2P' },
    shows: {
      en: 'uses two-factor sign-in; the code is in the inbox',
      de: 'nutzt die Zwei-Faktor-Anmeldung; der Code steht im Posteingang',
    },
  },
  {
    email: 'add-two-factor@example.org',
    twoFactor: 'to-add',
    shows: {
      en: 'must set up two-factor sign-in; the inbox stands in for the phone',
      de: 'muss die Zwei-Faktor-Anmeldung einrichten; der Posteingang ersetzt das Telefon',
    },
  },
  {
    email: 'limit@example.org',
    devices: [
      { hoursAgo: 20 * 24 + 3, os: 'Windows 11', browser: 'Firefox 142' },
      { hoursAgo: 14, os: 'iOS 18.6', browser: 'Safari 18.6' },
    ],
    shows: {
      en: 'is already signed in on two devices, which is the limit',
      de: 'ist schon auf zwei Geräten angemeldet; mehr sind nicht erlaubt',
    },
  },
  {
    email: 'terms@example.org',
    termsChanged: true,
    shows: { en: 'must accept changed terms', de: 'muss geänderten AGB zustimmen' },
  },
  {
    email: 'name@example.org',
    asks: { names: true, username: true },
    shows: { en: 'is asked for name and user name', de: 'wird nach Namen und Benutzernamen gefragt' },
  },
  {
    email: 'reset@example.org',
    mustResetPassword: true,
    shows: { en: 'has to choose a new password', de: 'muss ein neues Passwort wählen' },
  },
  {
    email: 'blocked@example.org',
    status: 'DEACTIVATED',
    shows: { en: 'is deactivated and turned away', de: 'ist deaktiviert und wird abgewiesen' },
  },
  {
    email: 'change-email@example.org',
    mustChangeEmail: true,
    shows: {
      en: 'has to change the e-mail address with the publisher’s help',
      de: 'muss die E-Mail-Adresse mit Hilfe des Verlags ändern',
    },
  },
  {
    email: 'no-plus@example.org',
    accessRights: [],
    shows: {
      en: 'signs in at once, but does not subscribe to Uferblatt Plus',
      de: 'meldet sich direkt an, hat aber Uferblatt Plus nicht abonniert',
    },
  },
];

/** The customer of the printed letter: has a subscription, but no e-mail address or password. */
export const importedCustomer = {
  customerId: '100200300',
  // Above 2^53, where a JavaScript number loses the last digit.
  subscriptionId: '9007199254740993',
  street: 'Invalidenstraße',
  streetNumber: '117a',
  postcode: '10115',
  city: 'Berlin',
} as const;

const hour = 3_600_000;

/** Returns the customers for the simulator. @param now Milliseconds since 1970, from which sessions count back. */
export function simulatedCustomers(now: number): CustomerOption[] {
  const { customerId, subscriptionId, ...address } = importedCustomer;
  return [
    ...demoCustomers.map(({ shows: _, devices = [], ...customer }) => ({
      accessRights: [plusRight],
      ...customer,
      password: demoPassword,
      sessions: devices.map(({ hoursAgo, ...device }) => ({
        ...device,
        createdAt: new Date(now - hoursAgo * hour).toISOString(),
      })),
    })),
    { customerId, subscriptionIds: [subscriptionId], addresses: [address], accessRights: [plusRight] },
  ];
}
