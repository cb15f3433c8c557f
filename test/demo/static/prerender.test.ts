import { expect, test } from 'vitest';
import { prerenderedPaths, prerender } from '../../../demo/static/prerender.js';

const files = await prerender();

test('each page is a file in a folder of its own, and there is one for addresses without a page', () => {
  expect([...files.keys()]).toEqual([
    'index.html',
    'article/index.html',
    'login/index.html',
    'register/index.html',
    'letter/index.html',
    'connect/index.html',
    'password/index.html',
    'auth/index.html',
    'account/index.html',
    'settings/index.html',
    'inbox/index.html',
    '404.html',
  ]);
});

test.each([...files])('%s runs the script that starts the worker, and no other', (_name, html) => {
  expect([...html.matchAll(/<script[^>]*src="([^"]*)"/g)].map(([, source]) => source)).toEqual(['/boot.js']);
});

test.each([...files])('%s says in both languages what is simulated, and what it needs', (_name, html) => {
  expect(html).toContain('Cookies and the protection against forged requests (CSRF) are simulated here.');
  expect(html).toContain('Cookies und der Schutz vor gefälschten Anfragen (CSRF) sind hier nur simuliert.');
  expect(html).toContain('It needs JavaScript and service workers.');
  expect(html).toContain('<noscript><p>Diese Demo braucht JavaScript.</p></noscript>');
});

test.each([...files])('the links of %s lead to pages that are files, too', (_name, html) => {
  const links = [...html.matchAll(/<a [^>]*href="(\/[^"?#]*)/g)].map(([, path]) => path);
  expect(links.length).toBeGreaterThan(3);
  // Its language links lead to itself.
  const known: readonly string[] = [...prerenderedPaths, '/404'];
  expect(links.filter((path) => !known.includes(path!))).toEqual([]);
});

test('what passes is in no file: no code, no date', () => {
  expect(files.get('inbox/index.html')).not.toMatch(/>\d{6}</);
  expect(files.get('index.html')).toContain('<p class="date"></p>');
});
