/** Extras of the platform that a browser lacks or refuses: each costs itself alone. */
import { expect, test } from 'vitest';
import '../../../src/entries/all.js';
import { answers, button, email, heading, scripted, show, signIn } from '../../support/element.js';
import { fill, labelled, present, sent, withSettings } from '../../support/account.js';

const refuse = (): never => {
  throw new DOMException('refused', 'SecurityError');
};

const undo: (() => void)[] = [];

/** Has a property of an object be something else, or throw where it is read. */
function replace(target: object, name: string, get: () => unknown): void {
  const before = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, { configurable: true, get });
  undo.push(() => {
    if (before) Object.defineProperty(target, name, before);
    else Reflect.deleteProperty(target, name);
  });
}

/** Does something where an extra is missing, and gives it back before anything else happens. */
async function without(make: () => void, act: () => Promise<void>): Promise<void> {
  try {
    make();
    await act();
  } finally {
    for (const each of undo.splice(0)) each();
  }
}

/** Cannot be made. */
function Refusing(): void {
  refuse();
}

/** A channel that opens, and then refuses to carry anything. */
class Closed {
  close(): void {}
  postMessage(): void {
    refuse();
  }
}

/** Extra → how it is absent, or throws. */
const extras: [string, () => void][] = [
  ['BroadcastChannel is absent', () => replace(window, 'BroadcastChannel', () => undefined)],
  ['BroadcastChannel refuses', () => replace(window, 'BroadcastChannel', () => Refusing)],
  ['a channel carries nothing', () => replace(window, 'BroadcastChannel', () => Closed)],
  ['sessionStorage is absent', () => replace(window, 'sessionStorage', () => undefined)],
  ['sessionStorage throws', () => replace(window, 'sessionStorage', refuse)],
  ['navigator.credentials is absent', () => replace(navigator, 'credentials', () => undefined)],
  ['navigator.credentials throws', () => replace(navigator, 'credentials', refuse)],
  ['credentials cannot be made', () => replace(window, 'PasswordCredential', () => Refusing)],
  [
    'codes cannot be read from an SMS',
    () => {
      replace(window, 'OTPCredential', () => Refusing);
      replace(navigator, 'credentials', () => ({ get: refuse, store: refuse }));
    },
  ],
  [
    'history is not writable',
    () => {
      for (const name of ['pushState', 'replaceState']) replace(history, name, () => refuse);
    },
  ],
  ['Intl is absent', () => replace(window, 'Intl', () => undefined)],
  ['navigator.languages is absent', () => replace(navigator, 'languages', () => undefined)],
];

test.each(extras)('where %s a reader signs in', (_what, make) =>
  without(make, async () => {
    const client = scripted({
      'login/start': answers['two-factor'],
      'login/two-factor': answers['session-limit'],
      'login/end-sessions': answers.session,
    });
    await show(client);
    await signIn();
    await labelled('Code').fill('123456');
    await button('Continue').click();
    await button('Sign out everywhere else and sign in here').click();
    await expect.element(heading('You are signed in.')).toBeVisible();
  }),
);

test.each(extras)('where %s a reader registers by SMS in sso-auth', (_what, make) =>
  without(make, async () => {
    const client = withSettings(
      { codeChannel: 'sms' },
      {
        'registration/start': sent('registration', { channel: 'sms', length: 6 }),
        'registration/verify': answers.session,
      },
    );
    const element = await present('sso-auth', client, { 'show-tabs': '' });
    const tabs = element.shadowRoot?.querySelectorAll<HTMLElement>('[part=tab]');
    tabs?.[1]?.click();
    await fill({ 'E-mail address': email, Password: 'a pass phrase', 'Mobile number': '+49 1512 3456789' });
    await button('Register').click();
    await labelled('Code').fill('123456');
    await button('Confirm').click();
    await expect.element(heading('You are signed in.')).toBeVisible();
  }),
);

test.each(extras)('where %s sso-session draws, and signs out', (_what, make) =>
  without(make, async () => {
    document.cookie = 'sso_session=1; path=/';
    const client = scripted({ 'GET session': answers.session, 'DELETE session': { kind: 'done' } });
    const element = await present('sso-session', client);
    await expect.poll(() => element.signedIn).toBe(true);
    document.cookie = 'sso_session=; path=/; max-age=0';
    await element.signOut();
    expect(element.signedIn).toBe(false);
  }),
);
