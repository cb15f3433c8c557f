import { expect as isAccessible } from '@open-wc/testing';
import { beforeAll, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { createUnsignedIdToken } from '../../../src/simulator/index.js';
import { button, heading, password, show } from '../../support/element.js';
import { fill, inputs, present } from '../../support/account.js';
import { googleClientId, provideGoogle } from '../../support/google.js';
import { pairs } from '../../support/pairs.js';
import type { Row } from '../../support/pairs.js';
import { sentCode, site } from '../../support/site.browser.js';

// Everything expected here is written down from docs/hosted-api.md, "Settings", not taken from the code.
const domains = {
  way: ['password', 'google', 'forgotten'],
  ssoName: [
    'REQUIRED',
    'OPTIONAL',
    'NONE',
    'REGISTRATION_REQUIRED',
    'REGISTRATION_OPTIONAL',
    'REGISTRATION_OPTIONAL_LOGIN_REQUIRED',
    'REGISTRATION_REQUIRED_LOGIN_OPTIONAL',
    'LOGIN_REQUIRED',
    'LOGIN_OPTIONAL',
  ],
  forceUsername: [false, true],
  hideSalutation: [false, true],
  allowedSalutations: [[], ['COMPANY'], ['DIVERSE', 'COMPANY', 'MR'], ['MRS', 'NONE']],
  ssoRecheckTerms: [false, true],
  terms: ['', '<p>Our <b>new</b> terms.</p>'],
  accepted: [false, true],
  known: [false, true],
  maxSessions: [0, 1, 2, 3],
  devices: [0, 2],
  ssoOptIn: [false, true],
  tokenType: ['EMAIL', 'SMS'],
  language: ['en', 'de'],
} as const;
type Settings = Row<typeof domains>;

const words = {
  identifier: { en: 'E-mail address or user name', de: 'E-Mail-Adresse oder Benutzername' },
  password: { en: 'Password', de: 'Passwort' },
  signIn: { en: 'Sign in', de: 'Anmelden' },
  toEMAIL: {
    en: 'We will send a code to the e-mail address of your account.',
    de: 'Wir schicken einen Code an die E-Mail-Adresse Ihres Kontos.',
  },
  toSMS: {
    en: 'We will send a code to the mobile number of your account.',
    de: 'Wir schicken einen Code an die Mobilnummer Ihres Kontos.',
  },
  sendCode: { en: 'Send code', de: 'Code senden' },
  sentEMAIL: {
    en: 'We sent you a code by e-mail. Enter it here.',
    de: 'Wir haben Ihnen einen Code per E-Mail geschickt. Bitte geben Sie ihn hier ein.',
  },
  sentSMS: {
    en: 'We sent a code by text message to the mobile number of your account. Enter it here.',
    de: 'Wir haben einen Code per SMS an die Mobilnummer Ihres Kontos geschickt. Bitte geben Sie ihn hier ein.',
  },
  enterCode: { en: 'Enter the code', de: 'Code eingeben' },
  confirm: { en: 'Confirm', de: 'Bestätigen' },
  newPassword: { en: 'New password', de: 'Neues Passwort' },
  savePassword: { en: 'Save password and sign in', de: 'Passwort speichern und anmelden' },
  goOn: { en: 'Continue', de: 'Weiter' },
  accept: { en: 'Accept and continue', de: 'Zustimmen und fortfahren' },
  tooMany: { en: 'You are signed in on too many devices', de: 'Sie sind auf zu vielen Geräten angemeldet' },
  endAll: { en: 'Sign out everywhere else and sign in here', de: 'Überall sonst abmelden und hier anmelden' },
  done: { en: 'You are signed in.', de: 'Sie sind angemeldet.' },
} as const;

const required = /^(REQUIRED|LOGIN_REQUIRED|REGISTRATION_OPTIONAL_LOGIN_REQUIRED)$/;
const optional = /^(OPTIONAL|LOGIN_OPTIONAL|REGISTRATION_REQUIRED_LOGIN_OPTIONAL)$/;

type Field = [name: string, required: boolean];
function asked({ ssoName, forceUsername, known }: Settings): Field[] {
  const names = !known && (required.test(ssoName) || optional.test(ssoName));
  return [
    ...(names
      ? ([
          ['firstName', required.test(ssoName)],
          ['lastName', required.test(ssoName)],
        ] as Field[])
      : []),
    ...(!known && forceUsername ? [['username', true] as Field] : []),
  ];
}
/** What the salutation can be; nothing where it is not asked. "Prefer not to say" is there at all times, named or blank. */
function salutations(settings: Settings): string[] {
  const { hideSalutation, allowedSalutations } = settings;
  if (hideSalutation || !asked(settings).some(([name]) => name === 'firstName')) return [];
  return {
    '': ['none', 'mrs', 'mr', 'diverse'],
    COMPANY: [],
    'DIVERSE,COMPANY,MR': ['', 'mr', 'diverse'],
    'MRS,NONE': ['none', 'mrs'],
  }[String(allowedSalutations) as ''];
}
const mobileNumber = '+4915123456789';
const values: Record<string, string> = { firstName: 'Ada', lastName: 'Lovelace', username: 'ada' };

function prepare(settings: Settings): string {
  const { way: _way, terms, accepted, known, devices, allowedSalutations, language, ...others } = settings;
  document.documentElement.lang = language;
  const email = devices ? 'limit@publisher.test' : 'reader@publisher.test';
  site.simulator.configure({
    ...others,
    allowedSalutations: [...allowedSalutations],
    ssoTermText: terms,
    ssoOptInText: '<p>I want mails.</p>',
    ssoProviders: { active: true, googleSettings: { active: true, googleClientId } },
  });
  site.simulator.changeCustomer(email, {
    acceptedTermsVersion: accepted ? 1000 : 0,
    mobileNumber,
    ...(known && { firstName: 'Grace', lastName: 'Hopper', username: 'grace' }),
  });
  return email;
}

// Google's script is set up once a page.
let whom = '';
beforeAll(() => provideGoogle(() => createUnsignedIdToken({ aud: googleClientId, email: whom })));

const ways = {
  async password(email, { language }) {
    const element = await show();
    await fill({ [words.identifier[language]]: email, [words.password[language]]: password });
    await button(words.signIn[language]).click();
    return element;
  },
  async google(email) {
    whom = email;
    const element = await show();
    await button('Google').click();
    return element;
  },
  async forgotten(email, { language, tokenType }) {
    const element = await present('sso-password-forgotten');
    await expect.element(page.getByText(words[`to${tokenType}`][language], { exact: true })).toBeVisible();
    await fill({ [words.identifier[language]]: email });
    await button(words.sendCode[language]).click();
    await expect.element(heading(words.enterCode[language])).toBeVisible();
    await expect.element(page.getByText(words[`sent${tokenType}`][language], { exact: true })).toBeVisible();
    expect(site.simulator.inbox.map(({ to }) => to)).toEqual([tokenType === 'SMS' ? mobileNumber : email]);
    await page.getByLabelText('Code').fill(sentCode());
    await button(words.confirm[language]).click();
    await page.getByLabelText(words.newPassword[language], { exact: true }).fill(password);
    await button(words.savePassword[language]).click();
    return element;
  },
} as const satisfies Record<Settings['way'], (email: string, settings: Settings) => Promise<HTMLElement>>;

const reaches = (element: HTMLElement, step: string) =>
  expect.poll(() => element.matches(`:state(${step})`) && !element.matches(':state(busy)')).toBe(true);

test.each(pairs(domains).map((row, at) => [at + 1, row] as const))(
  'what is asked at sign-in is exactly what settings %i ask, and the gateway takes it',
  async (_at, settings) => {
    const email = prepare(settings);
    const { language } = settings;
    const element = await ways[settings.way](email, settings);
    const fields = asked(settings);
    const showsTerms = settings.ssoRecheckTerms && settings.terms !== '' && !settings.accepted;
    if (fields.length || showsTerms) {
      await reaches(element, 'additional-data');
      const root = element.shadowRoot!;
      const found = inputs(element);
      expect(found.map((input) => [input.name, input.required])).toEqual(fields);
      const choices = [...root.querySelectorAll<HTMLOptionElement>('[name=salutation] option')].map(
        ({ value }) => value,
      );
      expect(choices).toEqual(salutations(settings));
      expect(root.querySelector('[part=terms]')?.textContent.trim()).toBe(showsTerms ? 'Our new terms.' : undefined);
      // Nobody is asked for advertising at sign-in.
      expect(root.querySelectorAll('[type=checkbox]')).toHaveLength(0);
      await isAccessible(element).to.be.accessible();
      for (const input of found) input.value = values[input.name]!;
      await button(words[showsTerms ? 'accept' : 'goOn'][language]).click();
    }
    if (settings.devices >= (settings.maxSessions || 1)) {
      await expect.element(heading(words.tooMany[language])).toBeVisible();
      await button(words.endAll[language]).click();
    }
    await expect.element(heading(words.done[language])).toBeVisible();
    const posted = site.exchanges.filter(({ path }) => path.endsWith('/updateAdditionalData'));
    expect(posted).toHaveLength(fields.length || showsTerms ? 1 : 0);
    const customer = site.simulator.customer(email)!;
    for (const [name] of fields) expect(customer[name as 'username']).toBe(values[name]);
    expect(customer.salutation).toBe(salutations(settings)[0] === 'none' ? 'NONE' : undefined);
  },
);
