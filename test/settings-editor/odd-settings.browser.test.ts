/** Settings as an API can have them: they are shown as they are, and changed only by whoever looks at them. */
import { expect as chai, fixtureCleanup } from '@open-wc/testing';
import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { button, createEndpoint, labelled, present, puts, whole } from './support.js';

afterEach(() => {
  fixtureCleanup();
  vi.unstubAllGlobals();
});
document.documentElement.lang = 'en';

const focused = () => {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
};
const odd = {
  forceUsername: null,
  hideSalutation: 'no',
  googleClientId: null,
  ssoOptInText: { de: 'Ja', xx: 'Oui' },
  registrationIdentifiers: { requestCustomerId: true, requestShoeSize: true },
};
async function editing(change: Record<string, unknown>, writable = true) {
  const endpoint = createEndpoint(change, { writable });
  const element = await present();
  if (!writable) element.save = vi.fn(() => Promise.resolve(undefined));
  element.requestUpdate();
  await button('Edit').click();
  await expect.element(button('Save')).toBeVisible();
  return { endpoint, element };
}
const field = (name: string) => page.getByRole('group', { name });

test('odd settings break no rule of accessibility', async () => {
  const { element } = await editing(odd);
  await button('Save').click();
  await chai(element).to.be.accessible();
});

test('a setting without a value says so from the start, and is changed by one press that says to what', async () => {
  const { endpoint } = await editing({ forceUsername: null });
  await expect.element(page.getByText('This setting has no value.')).toBeVisible();
  await button('Change to: No').click();
  await expect.element(page.getByText('This setting has no value.')).not.toBeInTheDocument();
  await expect.poll(() => focused()?.id).toBe('forceUsername');
  await button('Save').click();
  await expect.element(page.getByText('Saved.', { exact: true })).toBeVisible();
  expect(puts(endpoint)[0]?.body['settings']).toEqual({ ...whole, forceUsername: false });
});

test('settings of a hosted API that are null and odd can be saved by the page, once each was changed by hand', async () => {
  const { element } = await editing(odd, false);
  await button('Save').click();
  expect(element.save).not.toHaveBeenCalled();
  await button('Change to: No').click();
  await button('Change to: Yes').click();
  await button('Change to: Not set').click();
  await button('Change to: German').click();
  await button('Change to: Customer number').click();
  await button('Save').click();
  await expect.element(page.getByText('Saved.', { exact: true })).toBeVisible();
  expect(element.save).toHaveBeenCalledExactlyOnceWith(
    {
      ...whole,
      forceUsername: false,
      hideSalutation: true,
      googleClientId: '',
      ssoOptInText: { de: 'Ja' },
      registrationIdentifiers: { requestCustomerId: true },
    },
    expect.anything(),
  );
});

test.each([
  ['a check box', { forceUsername: 'yes' }, () => labelled('Require a user name')],
  ['a text', { ssoTermText: { de: 1 } }, () => field('Text of the terms')],
  ['several boxes', { allowedSalutations: ['LORD'] }, () => field('Titles to choose from')],
])('a save that is held up by %s leads to it', async (_what, change, at) => {
  const { endpoint } = await editing(change);
  await button('Save').click();
  await expect.poll(() => focused() === at().element()).toBe(true);
  expect(puts(endpoint)).toEqual([]);
});

test('a choice that is null is shown as not set, and not as the first one', async () => {
  await editing({ tokenType: null });
  await expect.element(labelled('Send codes by')).toHaveDisplayValue(/Not set/);
});

test.each([
  ['Send codes by', 'tokenType', null, 'EMAIL', /E-mail/],
  ['Send codes by', 'tokenType', 'ODD', 'EMAIL', /E-mail/],
  ['Ask for first and last name', 'ssoName', null, 'REQUIRED', /Required at registration and at sign-in/],
  ['Ask for first and last name', 'ssoName', 'ODD', 'REQUIRED', /Required at registration and at sign-in/],
  ['Emergency mode', 'emergencyMode', null, 'NONE', /Off/],
  ['Emergency mode', 'emergencyMode', 'ODD', 'NONE', /Off/],
] as const)(
  '%s: what is chosen in place of an odd %s (%j) is what the field shows',
  async (name, key, value, first, text) => {
    const { endpoint } = await editing({ [key]: value });
    await labelled(name).selectOptions(first);
    await expect.element(labelled(name)).toHaveDisplayValue(text);
    await button('Save').click();
    await expect.element(page.getByText('Saved.', { exact: true })).toBeVisible();
    expect(puts(endpoint)[0]?.body['settings']).toMatchObject({ [key]: first });
  },
);

test('what is offered in place of a choice without a value is what the field shows then', async () => {
  await editing({ ssoName: null });
  await button('Change to: Never').click();
  await expect.element(labelled('Ask for first and last name')).toHaveDisplayValue(/Never/);
});

test('settings that this form does not know are named, and sent back as they came', async () => {
  const { endpoint } = await editing({ laterSetting: { odd: [1, null] } });
  await button('Cancel').click();
  await expect.element(page.getByText('laterSetting', { exact: true })).toBeVisible();
  await expect.element(page.getByText('{"odd":[1,null]}', { exact: true })).toBeVisible();
  await button('Edit').click();
  await labelled('Require a user name').click();
  await button('Save').click();
  await expect.element(page.getByText('Saved.', { exact: true })).toBeVisible();
  expect(puts(endpoint)[0]?.body['settings']).toMatchObject({ laterSetting: { odd: [1, null] } });
});

test('why SMS is not available is tied to its field', async () => {
  await editing({});
  const described = labelled('Send codes by').element().getAttribute('aria-describedby')?.split(' ') ?? [];
  const root = labelled('Send codes by').element().getRootNode() as ShadowRoot;
  expect(described.map((id) => root.getElementById(id)?.textContent).join()).toContain('SMS is not available');
});

test('a correction that is taken leaves the focus at the field', async () => {
  await editing({ allowedDomains: '*.a.example' });
  await button('Save').click();
  await button('Use a.example').click();
  await expect.poll(() => focused()?.id).toBe('allowedDomains');
});

test('odd texts on either side of a conflict are compared as they are', async () => {
  const { endpoint } = await editing({});
  await labelled('Require a user name').click();
  endpoint.settings = { ...whole, ssoTermText: 'AGB', ssoOptInText: { de: null } };
  endpoint.number = 4;
  await button('Save').click();
  await expect.element(page.getByRole('cell', { name: 'AGB', exact: true })).toBeVisible();
  await expect.element(page.getByRole('cell', { name: '{"de":null}', exact: true })).toBeVisible();
});
