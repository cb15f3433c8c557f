/** Codes and names as people type them, several tabs, leaving and coming back: elements, gateway and simulator together. */
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { button, email, focused, heading, mark, password, show, signIn } from '../../support/element.js';
import { fill, labelled, present } from '../../support/account.js';
import type { Tag } from '../../support/account.js';
import { code as appCode, done, sentCode, site } from '../../support/site.browser.js';

const wide = (code: string) => code.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
const spellings: [string, (code: string) => string][] = [
  ['spaces', (code) => ` ${code.slice(0, 3)} ${code.slice(3)} `],
  ['dashes', (code) => `${code.slice(0, 2)}-${code.slice(2, 4)}–${code.slice(4)}`],
  ['full-width digits', wide],
  ['a no-break space', (code) => `${code.slice(0, 3)}\u00a0${code.slice(3)}`],
];
const fresh = { 'E-mail address': 'new@publisher.test', Password: 'a long pass phrase' };
const connecting = {
  settings: {
    tokenType: 'EMAIL' as const,
    allowRegistrationIdentifier: true,
    registrationIdentifiers: { requestCustomerId: true },
  },
};

/** Every code field: how it is come to, the code that is right, its button, what comes then. */
const fields: Record<string, [() => Promise<unknown>, () => string, string, () => Promise<unknown>]> = {
  registration: [
    async () => {
      await present('sso-register');
      await expect.element(labelled('E-mail address')).toBeVisible();
      await fill(fresh);
      await button('Register').click();
    },
    sentCode,
    'Confirm',
    done,
  ],
  'account connect': [
    async () => {
      site.simulator.configure(connecting);
      await present('sso-account-connect');
      await expect.element(labelled('Customer number')).toBeVisible();
      await fill({ 'Customer number': '100200300', ...fresh });
      await button('Connect subscription').click();
    },
    sentCode,
    'Confirm',
    done,
  ],
  'password forgotten': [
    async () => {
      await present('sso-password-forgotten');
      await fill({ 'E-mail address or user name': email });
      await button('Send code').click();
    },
    sentCode,
    'Confirm',
    () => expect.element(heading('Choose a new password')).toBeVisible(),
  ],
  'the second factor': [
    async () => {
      await show();
      await signIn('two@publisher.test');
    },
    appCode,
    'Continue',
    done,
  ],
  'the first second factor': [
    async () => {
      await show();
      await signIn('add@publisher.test');
    },
    appCode,
    'Continue',
    done,
  ],
  'the second factor of a forgotten password': [
    async () => {
      await present('sso-password-forgotten');
      await fill({ 'E-mail address or user name': 'two@publisher.test' });
      await button('Send code').click();
      await expect.element(labelled('Code')).toBeVisible();
      await labelled('Code').fill(sentCode());
      await button('Confirm').click();
      await expect.element(heading('Confirm it is you')).toBeVisible();
    },
    appCode,
    'Continue',
    () => expect.element(heading('Choose a new password')).toBeVisible(),
  ],
};
const typings = Object.entries(fields).flatMap(([name, field]) =>
  spellings.map(([how, spell]) => [name, how, field, spell] as const),
);

test.each(typings)(
  'the code of %s, typed with %s, is the code',
  async (_name, _how, [reach, right, submit, then], spell) => {
    await reach();
    await expect.element(labelled('Code')).toBeVisible();
    await labelled('Code').fill(spell(right()));
    await button(submit).click();
    await then();
  },
);

test.each(Object.entries(fields))(
  'letters and too long codes of %s show a problem, and the right one still works',
  async (_name, [reach, right, submit, then]) => {
    await reach();
    await expect.element(labelled('Code')).toBeVisible();
    await labelled('Code').fill('abcdef');
    await button(submit).click();
    await expect.element(page.getByRole('alert')).toHaveTextContent('This code is not correct.');
    await labelled('Code').fill('12345678');
    await button(submit).click();
    await expect.element(labelled('Code')).toHaveAccessibleDescription('At most 6 characters.');
    expect(focused()).toBe(labelled('Code').element());
    await labelled('Code').fill(right());
    await button(submit).click();
    await then();
  },
);

const names = ["O'Hara-Müller", 'عمر الخيام', 'שרה', 'Ada 👩‍🔬', 'n'.repeat(100), '👩'.repeat(100)];

test.each(names)('%j is a name: it is registered as it was typed, and read so by the session', async (name) => {
  site.simulator.configure({ settings: { tokenType: 'EMAIL', ssoName: 'REQUIRED' } });
  await present('sso-register');
  await expect.element(labelled('First name')).toBeVisible();
  await fill({ ...fresh, 'First name': name, 'Last name': name });
  await button('Register').click();
  await expect.element(labelled('Code')).toBeVisible();
  await labelled('Code').fill(sentCode());
  await button('Confirm').click();
  await done();
  expect(site.simulator.customer(fresh['E-mail address'])).toMatchObject({ firstName: name, lastName: name });
});

test.each(['n'.repeat(101), '👩'.repeat(101), `${'n'.repeat(100)}👩`])(
  'a name of more than 100 code points is in error before anything is sent: %j',
  async (name) => {
    site.simulator.configure({ settings: { tokenType: 'EMAIL', ssoName: 'REQUIRED' } });
    await present('sso-register');
    await expect.element(labelled('First name')).toBeVisible();
    await fill({ ...fresh, 'First name': name, 'Last name': 'x' });
    const before = site.exchanges.length;
    await button('Register').click();
    await expect.element(labelled('First name')).toHaveAccessibleDescription('At most 100 characters.');
    expect(focused()).toBe(labelled('First name').element());
    expect(site.exchanges.slice(before)).toEqual([]);
    await labelled('First name').fill('n'.repeat(100));
    await button('Register').click();
    await expect.element(heading('Enter the code')).toBeVisible();
  },
);

test('of two tabs with two registrations one finishes for its own address, and the other begins anew', async () => {
  const people = ['one@publisher.test', 'two-tabs@publisher.test'];
  const tabs: HTMLElement[] = [];
  for (const person of people) {
    for (const tab of tabs) tab.hidden = true;
    tabs.push(await present('sso-register'));
    await expect.element(labelled('E-mail address').last()).toBeVisible();
    await labelled('E-mail address').last().fill(person);
    await labelled('Password').last().fill('a long pass phrase');
    await button('Register').click();
    await expect.element(heading('Enter the code')).toBeVisible();
  }
  const codes = people.map((person) => site.simulator.inbox.find(({ to }) => to === person)!.code!);
  const confirm = async (n: number) => {
    tabs.forEach((tab, m) => (tab.hidden = m !== n));
    await expect.element(page.getByText(`For ${people[n]!}`)).toBeVisible();
    await userEvent.fill(tabs[n]!.shadowRoot!.querySelector<HTMLInputElement>('[name=code]')!, codes[n]!);
    await userEvent.click(tabs[n]!.shadowRoot!.querySelector('[part~=submit]')!);
  };
  await confirm(1);
  await done();
  const { customer } = (await (await site.fetch('/sso/session')).json()) as { customer: { email: string } };
  expect(customer.email).toBe(people[1]);
  // Whoever signs in ends what this browser had begun.
  await confirm(0);
  await expect.element(heading('Register')).toBeVisible();
  expect(site.simulator.customer(people[0]!)).toBeUndefined();
});

/** Begins a process up to the step that asks for the code. */
const begun: [Tag, string, Record<string, string>, string, string][] = [
  ['sso-register', 'n•', fresh, 'Register', 'Register'],
  ['sso-password-forgotten', 'r•', { 'E-mail address or user name': email }, 'Send code', 'Forgot your password?'],
];
async function halfWay(tag: Tag, typed: Record<string, string>, submit: string): Promise<HTMLElement> {
  const element = await present(tag);
  await expect.element(labelled(Object.keys(typed)[0]!)).toBeVisible();
  await fill(typed);
  await button(submit).click();
  await expect.element(heading('Enter the code')).toBeVisible();
  return element;
}
const flows = () => site.cookies.names.filter((name) => name.includes('sso_flow_')).length;

test.each(begun)(
  'a reader who leaves <%s> half-way comes back to the code, and finishes',
  async (tag, masked, typed, submit) => {
    (await halfWay(tag, typed, submit)).remove();
    mark();
    await present(tag);
    await expect.element(heading('Enter the code')).toBeVisible();
    await expect.element(page.getByText(new RegExp(`^For ${masked}`))).toBeVisible();
    await labelled('Code').fill(sentCode());
    await button('Confirm').click();
    await (tag === 'sso-register' ? done() : expect.element(heading('Choose a new password')).toBeVisible());
  },
);

test.each(begun)(
  'a reader who starts <%s> again gives the flow up, finds the values, and does not come back to the code',
  async (tag, _masked, typed, submit, first) => {
    const element = await halfWay(tag, typed, submit);
    expect(flows()).toBe(1);
    await button(tag === 'sso-register' ? 'Change your details' : 'Start again').click();
    await expect.element(heading(first)).toBeVisible();
    await expect.poll(flows).toBe(0);
    for (const [label, value] of Object.entries(typed)) await expect.element(labelled(label)).toHaveValue(value);
    element.remove();
    mark();
    await present(tag);
    await expect.element(heading(first)).toBeVisible();
  },
);

test.each(begun)(
  'whoever starts <%s> again after a reload does not find what another person typed',
  async (tag, _masked, typed, submit, first) => {
    (await halfWay(tag, typed, submit)).remove();
    mark();
    await present(tag);
    await button(tag === 'sso-register' ? 'Change your details' : 'Start again').click();
    await expect.element(heading(first)).toBeVisible();
    for (const label of Object.keys(typed)) await expect.element(labelled(label)).toHaveValue('');
    await expect.poll(flows).toBe(0);
  },
);

test('after a registration is done, the next form is empty', async () => {
  const element = await halfWay('sso-register', fresh, 'Register');
  await labelled('Code').fill(sentCode());
  await button('Confirm').click();
  await done();
  expect(element.shadowRoot!.innerHTML).not.toContain(fresh['E-mail address']);
  element.remove();
  await present('sso-register');
  await expect.element(labelled('E-mail address')).toHaveValue('');
  await expect.element(labelled('Password')).toHaveValue('');
});

test('a registration does not resume an unfinished sign-in, nor the other way round', async () => {
  const login = await show();
  await signIn('two@publisher.test', password);
  await expect.element(heading('Confirm it is you')).toBeVisible();
  login.remove();
  (await halfWay('sso-register', fresh, 'Register')).remove();
  mark();
  const again = await show();
  await expect.element(heading('Confirm it is you')).toBeVisible();
  again.remove();
  await present('sso-register');
  await expect.element(heading('Enter the code')).toBeVisible();
});
