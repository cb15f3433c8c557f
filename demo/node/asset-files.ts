/** Static files: the built elements in `dist/browser/`, and the site's own in `public/`. */
import { readFile } from 'node:fs/promises';

const at = (path: string): URL => new URL(path, import.meta.url);
/** The entry of each element, the parts that all of them load on demand, and their source maps. */
const elementFiles =
  /^(?:login|register|account-connect|password-forgotten|auth|session|consents|settings|sso-elements(?:\.iife)?|parts\/[\w-]+)\.js(?:\.map)?$/;
/** Whether the demo serves the file of this name in `dist/browser/`. */
export const isElementFile = (name: string): boolean => elementFiles.test(name);
/** Folder of the URL → its directory, and the names that it serves. None of them leads out of the directory. */
const folders = {
  assets: { directory: at('../../dist/browser/'), names: elementFiles },
  site: { directory: at('../public/'), names: /^[\w-]+\.(?:css|js|svg)$/ },
} as const;
const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  map: 'application/json',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/** Returns the file of a path such as `/assets/login.js`, or `undefined`. Nothing is cached, since a build replaces files. */
export async function readAsset(path: string): Promise<Response | undefined> {
  const [, folder = '', name = ''] = /^\/(\w+)\/(.+)$/.exec(path) ?? [];
  if (!Object.hasOwn(folders, folder)) return undefined;
  const { directory, names } = folders[folder as keyof typeof folders];
  if (!names.test(name)) return undefined;
  try {
    const type = types[name.slice(name.lastIndexOf('.') + 1)]!;
    const body = new Uint8Array(await readFile(new URL(name, directory)));
    const headers = { 'Content-Type': type, 'Cache-Control': 'no-cache' };
    // Elements may be loaded by pages of other origins, as from a CDN; the site's own files are its pages' alone.
    const reach = folder === 'assets' ? { 'Cross-Origin-Resource-Policy': 'cross-origin' } : {};
    return new Response(body, { headers: { ...headers, ...reach } });
  } catch {
    return undefined;
  }
}
