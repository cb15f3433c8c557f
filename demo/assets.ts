/** Static files: the built elements from `dist`, and the site's own. */
import { readFile } from 'node:fs/promises';

const at = (path: string): URL => new URL(path, import.meta.url);
/** Files of the elements, and the chunks beside each. */
const elements =
  /^(?:login|register|account-connect|password-forgotten|auth|session|settings|sso-elements|sso-elements\.iife)(?:\/[\w-]+)?\.js$/;
/** Whether the demo serves a file of `dist`, by its name in there. */
export const isElementFile = (name: string): boolean => elements.test(name);
/** Folder of the address → where it is, and which names below it are served; no name leads out of it. */
const folders = {
  assets: { directory: at('../dist/'), names: elements },
  site: { directory: at('public/'), names: /^[\w-]+\.(?:css|js|svg)$/ },
} as const;
const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/** The file at a path such as `/assets/login.js`, or `undefined`. Read anew each time: a build replaces them. */
export async function asset(path: string): Promise<Response | undefined> {
  const [, folder = '', name = ''] = /^\/(\w+)\/(.+)$/.exec(path) ?? [];
  if (!Object.hasOwn(folders, folder)) return undefined;
  const { directory, names } = folders[folder as keyof typeof folders];
  if (!names.test(name)) return undefined;
  try {
    const type = types[name.slice(name.lastIndexOf('.') + 1)]!;
    const body = new Uint8Array(await readFile(new URL(name, directory)));
    return new Response(body, { headers: { 'Content-Type': type, 'Cache-Control': 'no-cache' } });
  } catch {
    return undefined;
  }
}
