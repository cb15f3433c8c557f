/** The pages as files: what a first visit gets, before there is a worker. */
import { createDemo } from '../server.js';

/** Every page of the demo. */
export const pages = [
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

/** Name of the file → its text. They are in English and say all that matters in both languages; the real page is in the reader's. */
export async function prerender(): Promise<Map<string, string>> {
  const origin = 'http://localhost';
  const demo = await createDemo({ origins: [origin], place: 'starting', asset: async () => undefined });
  const textAt = async (path: string, status: number): Promise<string> => {
    const response = await demo.fetch(new Request(origin + path));
    if (response.status !== status) throw new Error(`The page ${path} answers ${response.status}`);
    return response.text();
  };
  const files = new Map<string, string>();
  for (const path of pages) files.set(`${path.slice(1)}${path === '/' ? '' : '/'}index.html`, await textAt(path, 200));
  return files.set('404.html', await textAt('/404', 404));
}
