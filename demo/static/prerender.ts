/** The pages as files, for a first visit, before there is a worker. */
import { createDemo } from '../site/create-demo.js';

/** Every page of the demo. */
export const prerenderedPaths = [
  '/',
  '/article',
  '/login',
  '/register',
  '/letter',
  '/connect',
  '/password',
  '/auth',
  '/account',
  '/settings',
  '/inbox',
] as const;

/**
 * Returns the name of each file → its text. The files are in English, with the notice in both languages; the worker then
 * renders the page in the reader's. Rejects with an `Error` if a page has another status than 200.
 */
export async function prerender(): Promise<Map<string, string>> {
  const origin = 'http://localhost';
  const demo = await createDemo({ origins: [origin], runtime: 'starting', readAsset: async () => undefined });
  const textAt = async (path: string, status: number): Promise<string> => {
    const response = await demo.fetch(new Request(origin + path));
    if (response.status !== status) throw new Error(`The page ${path} has status ${response.status}`);
    return response.text();
  };
  const files = new Map<string, string>();
  for (const path of prerenderedPaths)
    files.set(`${path.slice(1)}${path === '/' ? '' : '/'}index.html`, await textAt(path, 200));
  return files.set('404.html', await textAt('/404', 404));
}
