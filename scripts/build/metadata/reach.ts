/** What an element can draw: read from the templates that its module leads to. */
import { type Process, steps } from '../../../src/contract/names.js';
import { routes, type ScreenName } from '../../../src/flow/routes.js';
import { importsOf } from '../../rooms/imports.js';
import { sources } from '../../rooms/sources.js';
import type { Tag } from './elements.js';

const files = new Map(sources('src').map((file) => [file.path, file]));

/** Element → its processes. A registration with Google goes on as a login. */
const processes: Readonly<Partial<Record<Tag, readonly Process[]>>> = {
  'sso-login': ['login'],
  'sso-register': ['registration', 'login'],
  'sso-account-connect': ['account-connect'],
  'sso-password-forgotten': ['password-forgotten'],
  'sso-auth': ['login', 'registration', 'account-connect', 'password-forgotten'],
};

/** Module of `src/screens` → the screens that nothing else draws. */
const screenModules: Readonly<Record<string, readonly ScreenName[]>> = {
  'login-screens': ['credentials'],
  registration: ['register'],
  'account-connect': ['identify'],
  'password-forgotten': ['address'],
  verify: ['verify'],
  'confirm-link': ['confirm-link'],
  'login-steps': ['two-factor', 'add-two-factor', 'reset-password', 'change-email'],
  'additional-data': ['additional-data'],
  'session-limit': ['session-limit'],
};

/** Module of what two screens share → these screens; others may take a part of it in one of their processes. */
const sharedModules: Readonly<Record<string, readonly ScreenName[]>> = {
  'src/parts/registration-fields.ts': ['register', 'identify'],
};

const allRouted = new Set(Object.values(routes).flatMap((screens) => Object.keys(screens)));

/** The screens that an element shows. */
export function screensOf(tag: Tag): ScreenName[] {
  const own = processes[tag] ?? [];
  if (own.length === 0) return [];
  const routed = own.flatMap((process) => Object.keys(routes[process]).map((name) => name.split('/')[0] as ScreenName));
  // Steps that no call follows end a sign-in, as a notice.
  const signsIn = own.includes('login') || own.includes('password-forgotten');
  const ends = signsIn ? steps.filter((step) => !allRouted.has(step)) : [];
  // `register` begins the registration alone: its login has no first screen.
  const shown = tag === 'sso-register' ? routed.filter((name) => name !== 'credentials') : routed;
  return [...new Set([...shown, ...ends, 'unavailable' as const, 'done' as const])];
}

/** The files that an element's module leads to, without the screens of other processes. */
function reach(module: string, screens: readonly ScreenName[]): string[] {
  const found = new Set<string>();
  const visit = (path: string): void => {
    const file = files.get(path);
    const own = sharedModules[path] ?? screenModules[/^src\/screens\/(.+)\.ts$/.exec(path)?.[1] ?? ''];
    if (!file || found.has(path) || (own && !own.some((name) => screens.includes(name)))) return;
    found.add(path);
    for (const { to, typeOnly } of importsOf(file)) if (!typeOnly) visit(to);
  };
  visit(module);
  return [...found];
}

/** What an element can draw, in the order of the alphabet. */
export interface Drawn {
  parts: readonly string[];
  slots: readonly string[];
  /** Custom property → the value without it. */
  properties: ReadonlyMap<string, string>;
}

/** The text up to the bracket that closes one that is open at its beginning. */
function upToClosing(text: string): string {
  let depth = 1;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')' && (depth -= 1) === 0) return text.slice(0, at);
  }
  return text;
}

const byName = ([a]: readonly [string, ...unknown[]], [b]: readonly [string, ...unknown[]]) => (a < b ? -1 : 1);

export function drawnBy(tag: Tag, module: string): Drawn {
  const texts = reach(module, screensOf(tag)).map((path) => files.get(path)!.text);
  const all = (pattern: RegExp) =>
    texts.flatMap((text) => [...text.matchAll(pattern)].flatMap(([, found = '']) => found.split(/\s+/)));
  const unique = (names: readonly string[]) => [...new Set(names)].sort();
  const properties = texts.flatMap((text) =>
    [...text.matchAll(/var\((--sso-[a-z-]+)(?:,\s*)?/g)].map(({ 0: whole, 1: name = '', index }): [string, string] => [
      name,
      upToClosing(text.slice(index + whole.length)).trim(),
    ]),
  );
  return {
    parts: unique(all(/\bpart="([a-z -]+)"/g)),
    slots: unique(all(/<slot name="([a-z-]+)"/g)),
    properties: new Map(properties.sort(byName)),
  };
}
