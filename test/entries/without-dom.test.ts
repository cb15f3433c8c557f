import 'lit';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

// A file that ran before in this process may have defined elements, of modules that were loaded anew since.
beforeAll(() => {
  vi.resetModules();
  vi.stubGlobal('customElements', Reflect.construct(customElements.constructor, []));
});
afterAll(() => void vi.unstubAllGlobals());

/** Entry → what it defines: element → the class that it exports. */
const entries: [string, () => Promise<object>, Record<string, string>][] = [
  ['login', () => import('../../src/entries/login.js'), { 'sso-login': 'SsoLogin' }],
  ['register', () => import('../../src/entries/register.js'), { 'sso-register': 'SsoRegister' }],
  [
    'account-connect',
    () => import('../../src/entries/account-connect.js'),
    { 'sso-account-connect': 'SsoAccountConnect' },
  ],
  [
    'password-forgotten',
    () => import('../../src/entries/password-forgotten.js'),
    { 'sso-password-forgotten': 'SsoPasswordForgotten' },
  ],
  ['auth', () => import('../../src/entries/auth.js'), { 'sso-auth': 'SsoAuth' }],
  ['session', () => import('../../src/entries/session.js'), { 'sso-session': 'SsoSession' }],
  ['consents', () => import('../../src/entries/consents.js'), { 'sso-consents': 'SsoConsents' }],
  ['settings', () => import('../../src/entries/settings.js'), { 'sso-settings': 'SsoSettings' }],
  [
    'all',
    () => import('../../src/entries/all.js'),
    {
      'sso-login': 'SsoLogin',
      'sso-register': 'SsoRegister',
      'sso-account-connect': 'SsoAccountConnect',
      'sso-password-forgotten': 'SsoPasswordForgotten',
      'sso-auth': 'SsoAuth',
      'sso-session': 'SsoSession',
      'sso-consents': 'SsoConsents',
    },
  ],
];

test.each(entries)(
  'the entry %s loads in Node, where there is no document, and defines its elements there',
  async (_, load, elements) => {
    expect(globalThis).not.toHaveProperty('document');
    const exported = (await load()) as Record<string, unknown>;
    for (const [tag, name] of Object.entries(elements)) {
      expect(exported[name]).toBeTypeOf('function');
      expect(customElements.get(tag)).toBe(exported[name]);
    }
  },
);

test('loading an entry again, by way of another, is harmless', async () => {
  await import('../../src/entries/login.js');
  const before = customElements.get('sso-login');
  await import('../../src/entries/all.js');
  expect(customElements.get('sso-login')).toBe(before);
});

test.each(entries)('the entry %s lets a page add its own texts', async (_, load) => {
  expect(await load()).toHaveProperty('addTexts');
});

const form = [
  'SsoNavigateEvent',
  'SsoProblemEvent',
  'SsoReadyEvent',
  'SsoStepEvent',
  'SsoSubmitEvent',
  'SsoSuccessEvent',
];
/** Entry → the classes of events that the README says it exports. */
const events: Record<string, string[]> = {
  login: form,
  session: ['SsoProblemEvent', 'SsoSessionEvent'],
  settings: ['SsoSettingsSavedEvent'],
  consents: ['SsoConsentEvent', 'SsoProblemEvent'],
  all: [...form, 'SsoConsentEvent', 'SsoSessionEvent'].sort(),
};

test.each(Object.entries(events))(
  'the entry %s exports the classes of events that are promised',
  async (name, classes) => {
    const [, load] = entries.find(([each]) => each === name)!;
    const exported = Object.keys(await load()).filter((each) => each.endsWith('Event'));
    expect(exported.sort()).toEqual(classes);
  },
);
