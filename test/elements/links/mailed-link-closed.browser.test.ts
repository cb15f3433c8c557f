/** A mailed link where the process cannot be offered: the notice stays, and the link is there once it can. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { answers, button, flow, heading, problem } from '../../support/element.js';
import { connecting, place, present, visit, waitingLink, withSettings } from '../../support/account.js';
import type { Tag } from '../../support/account.js';
import type { Reply, SsoStepEvent } from '../../../src/entries/all.js';
import { atRest } from '../../support/at-rest.js';

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));
afterEach(() => vi.restoreAllMocks());

type Process = 'registration' | 'password-forgotten';
const waits = { flow: waitingLink('registration') };
const settings = (document: object) => document as Reply;
const oneClick = page.getByText(/^One click( confirms your e-mail address|, then choose a new password)\.$/);

const notices: [string, object, string, string][] = [
  ['off', { availability: 'off' }, 'You cannot sign in at the moment', 'defaultConfigurationFailedForm'],
  ['emergency', { availability: 'emergency' }, 'No need to sign in right now', 'defaultEmergencyModeForm'],
  ['domain', { allowedDomains: ['publisher.test'] }, 'You cannot sign in on this site', 'defaultInvalidDomainForm'],
  ['endpoint', problem('not-a-gateway'), 'You cannot sign in at the moment', 'defaultConfigurationFailedForm'],
];
const elements: [Tag, Process, string][] = [
  ['sso-register', 'registration', 'defaultRegistrationVerifyStepForm'],
  ['sso-password-forgotten', 'password-forgotten', 'defaultPasswordForgottenVerifyStepForm'],
  ['sso-auth', 'registration', 'defaultRegistrationVerifyStepForm'],
];

test.each(notices.flatMap((notice) => elements.map((element) => [...notice, ...element] as const)))(
  '%s (%o), shown as "%s", %s: <%s> keeps the link of %s for when that has passed',
  async (_why, reply, title, closed, tag, process, open) => {
    visit(`?sso_link=${process}`);
    const fired: string[] = [];
    const note = ({ page: name }: SsoStepEvent) => fired.push(name);
    document.addEventListener('sso-step', note);
    const client = withSettings([settings(reply), settings(reply), settings(connecting('customerId'))], {
      flow: waitingLink(process),
      [`${process}/verify-link`]: answers.session,
    });
    const element = await present(tag, client);
    expect(location.search).not.toContain('sso_link');
    await expect.element(heading(title)).toBeVisible();
    await atRest();
    await expect.element(heading(title)).toBeVisible();
    expect(element.shadowRoot!.querySelector('form')).toBeNull();
    await button('Try again').click();
    await expect.element(page.getByText('(1)')).toBeVisible();
    await button('Try again').click();
    await expect.element(oneClick).toBeVisible();
    expect(fired).toEqual([closed, open]);
    document.removeEventListener('sso-step', note);
    await button('Confirm').click();
    await expect.element(heading('You are signed in.')).toBeVisible();
    expect(client.to(process).map(({ body }) => body)).toEqual([{ ...place, flow }]);
  },
);

test('settings that could not be read keep nobody from confirming: the gateway knows them', async () => {
  visit('?sso_link=registration');
  await present(
    'sso-register',
    withSettings(problem('timeout'), { ...waits, 'registration/verify-link': answers.session }),
  );
  await button('Confirm').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
});

test('beside the element that has the link another one keeps its notice, too', async () => {
  visit('?sso_link=registration');
  const closed = () => withSettings([settings({ availability: 'off' }), settings({})], waits);
  const one = await present('sso-register', closed());
  const other = await present('sso-password-forgotten', closed());
  await expect.poll(() => heading('You cannot sign in at the moment').elements().length).toBe(2);
  await atRest();
  expect([one, other].map(({ shadowRoot }) => shadowRoot!.querySelector('form'))).toEqual([null, null]);
  for (const retry of button('Try again').elements()) (retry as HTMLElement).click();
  await expect.element(oneClick).toBeVisible();
  await expect.element(heading('Forgot your password?')).toBeVisible();
});

test('a waiting link is dropped when another process is chosen', async () => {
  visit('?sso_link=registration');
  const element = await present('sso-auth', withSettings([settings({ availability: 'off' }), settings({})], waits));
  await expect.element(heading('You cannot sign in at the moment')).toBeVisible();
  element.view = 'password-forgotten';
  await button('Try again').click();
  await expect.element(heading('Forgot your password?')).toBeVisible();
  await atRest();
  await expect.element(heading('Forgot your password?')).toBeVisible();
});
