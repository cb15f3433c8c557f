import { expect as isAccessible } from '@open-wc/testing';
import { beforeAll, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { createUnsignedIdToken } from '../../src/simulator/index.js';
import { button, heading, password, show, signIn } from '../support/element.js';
import { fill, inputs, present } from '../support/account.js';
import { googleClientId, provideGoogle } from '../support/google.js';
import { pairs } from '../support/pairs.js';
import type { Row } from '../support/pairs.js';
import { done, sentCode, site } from '../support/site.browser.js';

// Everything expected here is written down from contract/README.md, "Settings", not taken from the code.
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
} as const;
type Settings = Row<typeof domains>;

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
/** What the salutation can be; nothing where it is not asked. "No entry" is there at all times, named or blank. */
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
const values: Record<string, string> = { firstName: 'Ada', lastName: 'Lovelace', username: 'ada' };

function prepare(settings: Settings): string {
  const { way: _way, terms, accepted, known, devices, allowedSalutations, ...others } = settings;
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
    ...(known && { firstName: 'Grace', lastName: 'Hopper', username: 'grace' }),
  });
  return email;
}

// Google's script is set up once a page.
let whom = '';
beforeAll(() => provideGoogle(() => createUnsignedIdToken({ aud: googleClientId, email: whom })));

const ways = {
  async password(email) {
    const element = await show();
    await signIn(email);
    return element;
  },
  async google(email) {
    whom = email;
    const element = await show();
    await button('Google').click();
    return element;
  },
  async forgotten(email) {
    const element = await present('sso-password-forgotten');
    await fill({ 'E-mail or user name': email });
    await button('Send code').click();
    await expect.element(heading('Enter the code')).toBeVisible();
    await page.getByLabelText('Code').fill(sentCode());
    await button('Confirm').click();
    await page.getByLabelText('New password', { exact: true }).fill(password);
    await button('Continue').click();
    return element;
  },
} as const satisfies Record<Settings['way'], (email: string) => Promise<HTMLElement>>;

const reaches = (element: HTMLElement, step: string) =>
  expect.poll(() => element.matches(`:state(${step})`) && !element.matches(':state(busy)')).toBe(true);

test.each(pairs(domains).map((row, at) => [at + 1, row] as const))(
  'what is asked at sign-in is exactly what settings %i ask, and the gateway takes it',
  async (_at, settings) => {
    const email = prepare(settings);
    const element = await ways[settings.way](email);
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
      await button(showsTerms ? 'Accept and continue' : 'Continue').click();
    }
    if (settings.devices >= (settings.maxSessions || 1)) {
      await expect.element(heading('You are signed in on too many devices')).toBeVisible();
      await button('End all').click();
    }
    await done();
    const posted = site.exchanges.filter(({ path }) => path.endsWith('/updateAdditionalData'));
    expect(posted).toHaveLength(fields.length || showsTerms ? 1 : 0);
    const customer = site.simulator.customer(email)!;
    for (const [name] of fields) expect(customer[name as 'username']).toBe(values[name]);
    expect(customer.salutation).toBe(salutations(settings)[0] === 'none' ? 'NONE' : undefined);
  },
);
