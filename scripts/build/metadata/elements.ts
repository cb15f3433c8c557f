/** The public elements. */
import type { elementEntries } from '../common.js';

type Entry = keyof typeof elementEntries;
export type Tag = `sso-${Entry}`;

/** Element → the module of its class. */
export const elements: Readonly<Record<Tag, string>> = {
  'sso-login': 'src/elements/sso-login.ts',
  'sso-register': 'src/elements/sso-register.ts',
  'sso-account-connect': 'src/elements/sso-account-connect.ts',
  'sso-password-forgotten': 'src/elements/sso-password-forgotten.ts',
  'sso-auth': 'src/elements/sso-auth.ts',
  'sso-session': 'src/elements/sso-session.ts',
  'sso-consents': 'src/elements/sso-consents.ts',
  'sso-settings': 'src/settings-editor/sso-settings.ts',
};
export const tags = Object.keys(elements) as Tag[];

/** The entry that registers an element. */
export const entryOf = (tag: Tag): Entry => tag.replace(/^sso-/, '') as Entry;

const entriesOfEvents: Readonly<Record<string, Entry>> = {
  SsoSettingsSavedEvent: 'settings',
  SsoSessionEvent: 'session',
  SsoConsentEvent: 'consents',
};
/** The entry that exports the class of an event. */
export const entryOfEvent = (name: string): Entry => entriesOfEvents[name] ?? 'login';
