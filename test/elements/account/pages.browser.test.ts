import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { answers, email, later, never, problem, show } from '../../support/element.js';
import { connecting, present, sent, stepOf, visit, waitingLink, withSettings } from '../../support/account.js';
import type { Tag } from '../../support/account.js';
import { knownPages } from '../../support/pages.js';
import { SsoStepEvent } from '../../../src/entries/all.js';
import type { Reply } from '../../../src/entries/all.js';
import { atRest } from '../../support/at-rest.js';

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));
afterEach(() => vi.restoreAllMocks());

type Process = Parameters<typeof stepOf>[0];
const tags: Record<Process, Tag | 'sso-login'> = {
  login: 'sso-login',
  registration: 'sso-register',
  'account-connect': 'sso-account-connect',
  'password-forgotten': 'sso-password-forgotten',
};
const begins: Record<Process, string> = {
  login: 'defaultLoginForm',
  registration: 'defaultRegistrationForm',
  'account-connect': 'defaultRegistrationWithIdentifierForm',
  'password-forgotten': 'defaultPasswordForgottenEmailForm',
};
const ids = connecting('customerId');

/** Runs a process from its first form to the answer, and returns the pages that sso-step named. */
async function pagesOf(process: Process, answer: Reply | undefined, settings: object = ids): Promise<string[]> {
  const pages: string[] = [];
  const note = (event: SsoStepEvent) => pages.push(event.page);
  document.addEventListener('sso-step', note);
  const client = withSettings(settings, { [`${process}/start`]: answer ?? never, flow: waitingLink(process) });
  const tag = tags[process];
  const element: HTMLElement = tag === 'sso-login' ? await show(client) : await present(tag, client);
  await expect.poll(() => pages.length).toBeGreaterThan(0);
  if (answer) {
    for (const input of element.shadowRoot!.querySelectorAll<HTMLInputElement>('input[name]'))
      input.value = { email, identifier: email, customerId: '100' }[input.name] ?? 'a pass phrase';
    element.shadowRoot!.querySelector('form')!.requestSubmit();
    await expect.poll(() => pages.length).toBeGreaterThan(1);
  }
  document.removeEventListener('sso-step', note);
  return pages;
}

test.each(Object.entries(begins) as [Process, string][])('%s begins with the page %s', async (process, page) => {
  expect(await pagesOf(process, undefined)).toEqual([page]);
});

const limit = (process: Process) => ({ ...answers['session-limit'], process }) as object as Reply;
const named = stepOf('login', 'additional-data', { names: 'required' });

/** Process, the answer to its first form → the page's name. */
const steps: [Process, string, Reply, string][] = [
  ['login', 'two-factor', answers['two-factor'], 'defaultLoginTwoFactorStepForm'],
  ['login', 'add-two-factor', answers['add-two-factor'], 'defaultLoginTwoFactorStepForm'],
  ['login', 'names', named, 'defaultAdditionalNameStepForm'],
  ['login', 'a user name', stepOf('login', 'additional-data', { username: true }), 'defaultAdditionalDataStepForm'],
  ['login', 'terms', answers.terms, 'defaultAdditionalDataStepForm'],
  ['login', 'reset-password', answers['reset-password'], 'defaultPasswordForgottenPasswordStepForm'],
  ['login', 'change-email', answers['change-email'], 'defaultPageNotFoundForm'],
  ['login', 'session-limit', answers['session-limit'], 'defaultLoginSessionsForm'],
  ['registration', 'an emergency meanwhile', problem('login-emergency'), 'defaultEmergencyModeForm'],
  ['registration', 'switched off meanwhile', problem('login-unavailable'), 'defaultConfigurationFailedForm'],
  ['login', 'done', answers.session, 'defaultLoginSuccessForm'],
  ['registration', 'verify', sent('registration'), 'defaultRegistrationVerifyStepForm'],
  ['registration', 'done', answers.session, 'defaultLoginSuccessForm'],
  ['account-connect', 'verify', sent('account-connect'), 'defaultRegistrationVerifyStepForm'],
  ['account-connect', 'done', answers.session, 'defaultLoginSuccessForm'],
  ['password-forgotten', 'verify', sent('password-forgotten'), 'defaultPasswordForgottenVerifyStepForm'],
  [
    'password-forgotten',
    'two-factor',
    stepOf('password-forgotten', 'two-factor'),
    'defaultPasswordForgottenTwoFactorStepForm',
  ],
  [
    'password-forgotten',
    'reset-password',
    stepOf('password-forgotten', 'reset-password'),
    'defaultPasswordForgottenPasswordStepForm',
  ],
  [
    'password-forgotten',
    'names',
    stepOf('password-forgotten', 'additional-data', { names: 'optional' }),
    'defaultAdditionalNameStepForm',
  ],
  ['password-forgotten', 'session-limit', limit('password-forgotten'), 'defaultLoginSessionsForm'],
  ['password-forgotten', 'done', answers.session, 'defaultLoginSuccessForm'],
];

test.each(steps)('%s at %s has its page', async (process, _step, answer, page) => {
  expect(await pagesOf(process, answer)).toEqual([begins[process], page]);
});

const notices: [string, object, Process, string][] = [
  ['switched off', { availability: 'off' }, 'login', 'defaultConfigurationFailedForm'],
  ['an emergency', { availability: 'emergency' }, 'login', 'defaultEmergencyModeForm'],
  ['an emergency', { availability: 'emergency' }, 'registration', 'defaultEmergencyModeForm'],
  ['another domain', { allowedDomains: ['publisher.test'] }, 'password-forgotten', 'defaultInvalidDomainForm'],
  ['no gateway', problem('not-a-gateway'), 'registration', 'defaultConfigurationFailedForm'],
  ['a page of another version', problem('protocol-unknown'), 'login', 'defaultConfigurationFailedForm'],
  ['account connect switched off', {}, 'account-connect', 'defaultConfigurationFailedForm'],
  ['account connect without an ID', connecting('city'), 'account-connect', 'defaultConfigurationFailedForm'],
];

/** Sign-in and password forgotten have a form before the settings are there; the others wait for them. */
const early: readonly Process[] = ['login', 'password-forgotten'];

test.each(notices)('%s (%o) has, at %s, its page, and no form is reported that was not shown', async (...row) => {
  const [, settings, process, page] = row;
  const fired: string[] = [];
  const note = (event: Event) => fired.push(event instanceof SsoStepEvent ? event.page : event.type);
  for (const name of ['sso-ready', 'sso-step']) document.addEventListener(name, note);
  const { promise, answer } = later();
  const client = withSettings(promise);
  const tag = tags[process];
  const element: HTMLElement = tag === 'sso-login' ? await show(client) : await present(tag, client);
  const first = early.includes(process) ? 'form' : '[part=loading]';
  await expect.poll(() => element.shadowRoot!.querySelector(first)).not.toBeNull();
  await atRest();
  const before = [...fired];
  answer(settings);
  await expect.poll(() => fired.at(-1)).toBe(page);
  for (const name of ['sso-ready', 'sso-step']) document.removeEventListener(name, note);
  const shown = early.includes(process) ? ['sso-ready', begins[process]] : [];
  expect([before, fired]).toEqual([shown, [...(shown.length ? shown : ['sso-ready']), page]]);
});

test.each(['registration', 'account-connect'] as const)('%s is ready when its form is there', async (process) => {
  const { promise, answer } = later();
  const fired: string[] = [];
  const note = (event: Event) => fired.push(event.type);
  document.addEventListener('sso-ready', note);
  const element = await present(tags[process] as Tag, withSettings(promise));
  await expect.poll(() => element.shadowRoot!.querySelector('[part=loading]')).not.toBeNull();
  await atRest();
  expect([fired, element.matches(':state(register), :state(identify)')]).toEqual([[], false]);
  answer(ids);
  await expect.poll(() => fired).toEqual(['sso-ready']);
  expect(element.shadowRoot!.querySelector('form')).not.toBeNull();
  document.removeEventListener('sso-ready', note);
});

test.each(['registration', 'password-forgotten'] as const)('%s by a link is at its code', async (process) => {
  visit(`?sso_link=${process}`);
  const page =
    process === 'registration' ? 'defaultRegistrationVerifyStepForm' : 'defaultPasswordForgottenVerifyStepForm';
  expect(await pagesOf(process, undefined)).toEqual([page]);
});

test('the cases above cover every page that analytics know, and no other', () => {
  const fired = [
    ...Object.values(begins),
    ...steps.map(([, , , page]) => page),
    ...notices.map(([, , , page]) => page),
  ];
  expect([...new Set(fired)].sort()).toEqual([...knownPages].sort());
});
