import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { answers, button, eventsOf, scripted, show, signIn } from '../../support/element.js';
import { addTexts } from '../../../src/entries/login.js';
import type { Reply, SsoNavigateEvent, SsoLogin } from '../../../src/entries/login.js';
import { atRest } from '../../support/at-rest.js';
import { until } from '../../support/until.js';

const navigation = (element: SsoLogin) => eventsOf(element).filter(({ type }) => type === 'sso-navigate');
/** Attribute → the link's name and where it leads. */
const links = [
  ['password-url', 'Forgot your password?', 'password-forgotten'],
  ['register-url', 'Register', 'register'],
  ['connect-url', 'Connect subscription', 'account-connect'],
] as const;
const connecting = () => scripted({ settings: { accountConnect: { enabled: true } } as Reply });

test.each(links)('with %s "%s" is a link that the page can prevent', async (attribute, name, to) => {
  const element = await show(connecting(), { [attribute]: '#away' });
  const link = page.getByRole('link', { name });
  await expect.element(link).toHaveAttribute('href', '#away');
  const before = location.href;
  const events: SsoNavigateEvent[] = [];
  element.addEventListener('sso-navigate', (event) => events.push(event));
  element.addEventListener('sso-navigate', (event) => event.preventDefault(), { once: true });
  await link.click();
  expect(location.href).toBe(before);
  await link.click();
  await expect.poll(() => location.hash).toBe('#away');
  expect(events.map((event) => [event.to, event.url])).toEqual([
    [to, '#away'],
    [to, '#away'],
  ]);
  history.replaceState(null, '', before);
});

test.each(links)('without %s "%s" is a button that only fires sso-navigate', async (_attribute, name, to) => {
  const client = connecting();
  const element = await show(client);
  const events = eventsOf(element);
  const before = location.href;
  await button(name).click();
  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({ type: 'sso-navigate', to, url: undefined });
  expect([location.href, client.to('login').length]).toEqual([before, 0]);
});

test.each(links)('what was typed is carried over with "%s" to the next process, once', async (attribute, name) => {
  await show(connecting(), { [attribute]: '#away' });
  await page.getByRole('textbox', { name: 'E-mail address or user name' }).fill('typed@publisher.test');
  const before = location.href;
  await page.getByRole('link', { name }).click();
  history.replaceState(null, '', before);
  await show(connecting());
  await expect
    .element(page.getByRole('textbox', { name: 'E-mail address or user name' }).last())
    .toHaveValue('typed@publisher.test');
  expect(sessionStorage.length).toBe(0);
});

test('account connect is offered only where the settings enable it', async () => {
  const client = scripted({ settings: { accountConnect: { enabled: false } } as Reply });
  await show(client, { 'connect-url': '/connect' });
  await until(() => client.to('settings').length > 0);
  await expect.element(button('Register')).toBeVisible();
  await atRest();
  expect(page.getByText('Connect subscription').elements()).toHaveLength(0);
});

const connect = page.getByText('Connect subscription');
/** `connect-link`, whether the settings enable account connect → whether the link is there. */
const offered: [string | undefined, boolean, boolean][] = [
  ['hidden', true, false],
  ['hidden', false, false],
  ['shown', true, true],
  ['shown', false, true],
  ['', true, true],
  ['maybe', true, true],
  ['maybe', false, false],
  [undefined, true, true],
  [undefined, false, false],
];
test.each(offered)('with connect-link %s and the setting %s the link is there: %s', async (wanted, enabled, there) => {
  const client = scripted({ settings: { accountConnect: { enabled } } as Reply });
  const element = await show(client, wanted === undefined ? {} : { 'connect-link': wanted });
  await until(() => client.to('settings').length > 0);
  if (there) await expect.element(connect).toBeVisible();
  else await atRest();
  expect(connect.elements()).toHaveLength(there ? 1 : 0);
  element.connectLink = 'hidden';
  await element.updateComplete;
  expect(connect.elements()).toHaveLength(0);
});

test('the link to account connect can have a text of its own', async () => {
  addTexts('en', { 'login.connect': 'I have the paper already' });
  await show(scripted(), { 'connect-link': 'shown' });
  await expect.element(button('I have the paper already')).toBeVisible();
  addTexts('en', { 'login.connect': 'Connect subscription' });
});

test('later steps have no links to other processes', async () => {
  const element = await show(
    scripted({ settings: { accountConnect: { enabled: true } } as Reply, 'login/start': answers['two-factor'] }),
  );
  await signIn();
  await expect.element(page.getByLabelText('Code')).toBeVisible();
  expect(element.shadowRoot!.querySelector('nav')).toBeNull();
  expect(navigation(element)).toEqual([]);
});
