import { beforeEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import {
  answers,
  button,
  email,
  eventsOf,
  focused,
  heading,
  identifier,
  later,
  mark,
  never,
  problem,
  scripted,
  show,
  signIn,
} from '../../support/element.js';
import type { Reply } from '../../../src/entries/login.js';
import { atRest } from '../../support/at-rest.js';

const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
beforeEach(() => void error.mockClear());
const settings = (document: object) => document as Reply;

const notices: [string, object, string, string][] = [
  ['switched off', { availability: 'off' }, 'You cannot sign in at the moment', 'Please try again later.'],
  [
    'an emergency',
    { availability: 'emergency' },
    'No need to sign in right now',
    'We are working on our systems. You can read on without signing in.',
  ],
  [
    'other domains only',
    { allowedDomains: ['publisher.test', 'news.test'] },
    'You cannot sign in on this site',
    'Sign-in is not set up for this web address.',
  ],
];

test.each(notices)(
  '%s is a notice in place of the form, which comes back when that has passed',
  async (_what, document, title, text) => {
    const client = scripted({
      settings: [settings(document), settings(document), settings({})],
      'login/start': answers.session,
    });
    const element = await show(client);
    await expect.element(heading(title)).toBeVisible();
    await expect.element(page.getByText(text)).toBeVisible();
    expect(element.shadowRoot!.querySelector('form')).toBeNull();
    await button('Try again').click();
    await expect.poll(() => client.to('settings').length).toBe(2);
    await expect.element(heading(title)).toBeVisible();
    await button('Try again').click();
    await expect.element(heading('Sign in')).toBeVisible();
    await signIn();
    await expect.element(heading('You are signed in.')).toBeVisible();
  },
);

test('a notice offers the contact where the settings name one', async () => {
  await show(scripted({ settings: settings({ availability: 'off', contact: 'mailto:help@publisher.test' }) }));
  expect((await page.getByRole('link', { name: 'Contact us' }).findElement()).getAttribute('href')).toBe(
    'mailto:help@publisher.test',
  );
});

test('a notice without a contact has no link', async () => {
  await show(scripted({ settings: settings({ availability: 'off', contact: 'javascript:alert(1)' }) }));
  await expect.element(button('Try again')).toBeVisible();
  expect(page.getByRole('link').elements()).toHaveLength(0);
});

test('the domain of the page, in whatever case, is allowed', async () => {
  const client = scripted({
    settings: settings({
      allowedDomains: ['publisher.test', location.hostname.toUpperCase()],
      accountConnect: { enabled: true },
    }),
  });
  await show(client);
  await expect.element(button('Connect subscription')).toBeVisible();
  await expect.element(heading('Sign in')).toBeVisible();
});

test('settings that come after a step has been reached do not take it away', async () => {
  const { promise, answer } = later();
  await show(scripted({ settings: promise, 'login/start': answers['two-factor'] }));
  await signIn();
  await expect.element(page.getByLabelText('Code')).toBeVisible();
  answer(settings({ availability: 'off' }));
  await atRest();
  await expect.element(heading('Confirm it is you')).toBeVisible();
});

test('while a flow is waited for, settings that forbid signing in are shown at once', async () => {
  mark();
  await show(scripted({ flow: never, settings: settings({ availability: 'emergency' }) }));
  await expect.element(heading('No need to sign in right now')).toBeVisible();
});

test.each(['offline', 'timeout', 'upstream-failed', 'bad-answer'])(
  'settings that fail with %s leave the form as it is',
  async (code) => {
    const client = scripted({ settings: problem(code), 'login/start': answers.session });
    await show(client);
    await signIn();
    await expect.element(heading('You are signed in.')).toBeVisible();
    expect(error).not.toHaveBeenCalled();
  },
);

test.each([
  ['no gateway', problem('not-a-gateway')],
  ['a list', []],
  ['a text', 'OK'],
])(
  'an endpoint that answers as %s is a notice for the reader and a precise error for the developer',
  async (_what, reply) => {
    const client = scripted({ settings: [reply as Reply, settings({})] });
    const element = await show(client, { endpoint: '/wrong', email });
    await expect.element(heading('You cannot sign in at the moment')).toBeVisible();
    expect(error).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(/sso-elements: no gateway .*endpoint; see docs\/elements\.md/),
      element,
    );
    await button('Try again').click();
    await expect.element(identifier).toHaveValue(email);
    await expect.poll(() => focused()).toBe(heading().element());
  },
);

test('a page that the gateway no longer serves asks for a reload before anything is typed', async () => {
  await show(scripted({ settings: problem('protocol-unknown') }));
  await expect.element(heading('This page is out of date')).toBeVisible();
  await expect.element(page.getByRole('status')).toHaveTextContent('Reload the page to go on.');
});

test('another client is asked for its own settings, and an answer of the former one is dropped', async () => {
  const { promise, answer } = later();
  const element = await show(scripted({ settings: promise }));
  element.client = scripted({ settings: settings({ availability: 'emergency' }) });
  await expect.element(heading('No need to sign in right now')).toBeVisible();
  answer(settings({}));
  await atRest();
  await expect.element(heading('No need to sign in right now')).toBeVisible();
});

test('a notice that stays announces each failed try, keeps the focus on the button, and fires no sso-step', async () => {
  const client = scripted({ settings: settings({ availability: 'off' }) });
  const element = await show(client);
  const notice = page.getByRole('status');
  await expect.element(notice).toHaveTextContent('Please try again later.');
  const events = eventsOf(element);
  for (const tries of [1, 2]) {
    await button('Try again').click();
    await expect.element(notice).toHaveTextContent(`Please try again later. That did not work. (${tries})`);
    expect(focused()).toBe(button('Try again').element());
  }
  expect(events).toEqual([]);
});

test.each(['offline', 'timeout', 'upstream-failed'])(
  'a notice says so, too, where the settings cannot be asked for again: %s',
  async (code) => {
    await show(scripted({ settings: [settings({ availability: 'off' }), problem(code)] }));
    await button('Try again').click();
    await expect.element(page.getByRole('status')).toHaveTextContent('Please try again later. That did not work. (1)');
    expect(focused()).toBe(button('Try again').element());
  },
);

test('settings that are loaded again change the form, and what was typed stays', async () => {
  const connect = settings({ accountConnect: { enabled: true, identifiers: ['customerId'] } });
  const off = settings({ availability: 'off' });
  const element = await show(scripted({ settings: [settings({}), connect, off] }));
  await identifier.fill(email);
  await element.refresh();
  await expect.element(page.getByText('Connect subscription')).toBeVisible();
  await expect.element(identifier).toHaveValue(email);
  await element.refresh();
  await expect.element(heading('You cannot sign in at the moment')).toBeVisible();
});

test('a form that comes back after the settings were loaded again does not take the focus from elsewhere on the page', async () => {
  const elsewhere = document.createElement('input');
  document.body.append(elsewhere);
  const element = await show(scripted({ settings: [settings({ availability: 'off' }), settings({})] }));
  await expect.element(heading('You cannot sign in at the moment')).toBeVisible();
  elsewhere.focus();
  await element.refresh();
  await expect.element(heading('Sign in')).toBeVisible();
  expect(focused()).toBe(elsewhere);
  elsewhere.remove();
});

test('a notice that replaces a focused field takes over the focus', async () => {
  const element = await show(scripted({ settings: [settings({}), settings({ availability: 'off' })] }));
  await identifier.fill(email);
  await element.refresh();
  await expect.element(heading('You cannot sign in at the moment')).toBeVisible();
  expect(focused()).toBe(heading('You cannot sign in at the moment').element());
});

test('a notice does not take the focus that a reader has taken out of the field before', async () => {
  const element = await show(scripted({ settings: [settings({}), settings({}), settings({ availability: 'off' })] }));
  await identifier.fill(email);
  (identifier.element() as HTMLElement).blur();
  await element.refresh();
  await element.updateComplete;
  await element.refresh();
  await expect.element(heading('You cannot sign in at the moment')).toBeVisible();
  expect(focused()).toBe(document.body);
});
