/** What the elements offer a page, read from their classes and templates. */
import { steps } from '../../../src/contract/names.js';
import { SsoAccountConnect } from '../../../src/elements/sso-account-connect.js';
import { SsoAuth } from '../../../src/elements/sso-auth.js';
import { SsoConsents } from '../../../src/elements/sso-consents.js';
import { SsoLogin } from '../../../src/elements/sso-login.js';
import { SsoPasswordForgotten } from '../../../src/elements/sso-password-forgotten.js';
import { SsoRegister } from '../../../src/elements/sso-register.js';
import { SsoSession } from '../../../src/elements/sso-session.js';
import { routes } from '../../../src/flow/routes.js';
import { SsoSettings } from '../../../src/settings-editor/sso-settings.js';
import { sources } from '../../../scripts/rooms/sources.js';

const classes = {
  'sso-login': SsoLogin,
  'sso-register': SsoRegister,
  'sso-account-connect': SsoAccountConnect,
  'sso-password-forgotten': SsoPasswordForgotten,
  'sso-auth': SsoAuth,
  'sso-session': SsoSession,
  'sso-consents': SsoConsents,
  'sso-settings': SsoSettings,
} as const;

/** Element → its attributes. */
export const attributes: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(classes).map(([name, element]) => [name, element.observedAttributes]),
);

const all = (folders: readonly string[], pattern: RegExp): string[] => [
  ...new Set(
    folders
      .flatMap((folder) => sources(`src/${folder}`))
      .flatMap(({ text }) => [...text.matchAll(pattern)].flatMap(([, found = '']) => found.split(/\s+/))),
  ),
];
const readerFolders = ['elements', 'parts', 'screens'];

export const parts = all(readerFolders, /\bpart="([a-z -]+)"/g);
export const editorParts = all(['settings-editor'], /\bpart="([a-z -]+)"/g);
export const events = all(['elements', 'settings-editor'], /(?:super\(\s*|readonly type = )'(sso-[a-z-]+)'/g);
export const slots = all([...readerFolders, 'settings-editor'], /<slot name="([a-z-]+)"/g);
export const properties = all(['styles', 'parts', 'elements', 'settings-editor'], /var\((--sso-[a-z-]+)/g);
/** Screens, and what comes beside them. */
export const states: readonly string[] = [
  ...new Set([
    ...Object.values(routes).flatMap((screens) => Object.keys(screens).map((name) => name.split('/')[0]!)),
    ...steps,
    ...['loading', 'unavailable', 'done', 'busy', 'problem', 'signed-in', 'preview', 'signed-out', 'consents'],
  ]),
];
