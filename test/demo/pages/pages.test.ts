import { expect, test } from 'vitest';
import { createSite } from '../demo-site.js';

const policy =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types lit-html 'allow-duplicates'";

const paths = ['/', '/article', '/login', '/register', '/connect', '/password', '/auth', '/letter', '/inbox'];
const pages = [...paths, '/settings'].flatMap((path) => ['en', 'de'].map((language) => [path, language] as const));
test.each(pages)('the page %s answers in the language %s, under the strict policy', async (path, language) => {
  const response = await createSite().get(`${path}?lang=${language}`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-security-policy')).toBe(policy);
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  const html = await response.text();
  expect(html).toContain(`<html lang="${language}">`);
  expect(html).toContain(language === 'de' ? 'Anmelden' : 'Sign in');
});

test.each(pages)(
  'the page %s in %s has no script, style or handler of its own in the markup',
  async (path, language) => {
    const html = await (await createSite().get(`${path}?lang=${language}`)).text();
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/i);
    expect(html.match(/<script[^>]*>[^<]+/)).toBeNull();
  },
);

test.each([
  ['de-AT,en;q=0.5', 'de'],
  ['en;q=0.4, de;q=0.9', 'de'],
  ['de;q=0, en', 'en'],
  ['fr,de;q=0.3', 'de'],
  ['fr', 'en'],
  ['', 'en'],
])('without ?lang=, a browser that accepts “%s” gets %s', async (accepted, language) => {
  const response = await createSite().get('/', { 'accept-language': accepted });
  expect(await response.text()).toContain(`<html lang="${language}">`);
  expect(response.headers.get('vary')).toBe('Accept-Language');
});

test('a language that no page has is as if none was asked for', async () => {
  const html = await (await createSite().get('/?lang=fr', { 'accept-language': 'de' })).text();
  expect(html).toContain('<html lang="de">');
  expect(html).toContain('href="/article"');
});

test('links keep the language that was asked for', async () => {
  const html = await (await createSite().get('/?lang=de')).text();
  expect(html).toContain('href="/article?lang=de"');
  expect(html).toContain('href="/login?next=%2Farticle&amp;lang=de"');
});

test('after sign-in the reader returns to the page that asked for it, in the same language', async () => {
  const site = createSite();
  expect(await (await site.get('/login?next=/article&lang=de')).text()).toContain('return-url="/article?lang=de"');
  expect(await (await site.get('/login')).text()).toContain('return-url="/"');
});

test('a sign-in leads back to no page but those of the site', async () => {
  const html = await (await createSite().get('/login?next=https://evil.invalid/')).text();
  expect(html).toContain('return-url="/"');
  expect(html).not.toContain('evil.invalid');
});

test('what an address carries is not taken for markup', async () => {
  const html = await (await createSite().get('/login?next="><script>x</script>&lang="><i>')).text();
  expect(html).not.toContain('<script>x');
  expect(html).not.toContain('<i>');
});

test.each([
  ['/login', 'sso-login', 'login'],
  ['/register', 'sso-register', 'register'],
  ['/connect', 'sso-account-connect', 'account-connect'],
  ['/password', 'sso-password-forgotten', 'password-forgotten'],
  ['/auth', 'sso-auth', 'auth'],
  ['/account', 'sso-session', 'session', 'consents'],
  // Beside the form stand the elements that it is about.
  ['/settings', 'sso-settings', 'settings', 'sso-elements'],
])('the page %s has its element in the main part, and its scripts alone', async (path, element, ...scripts) => {
  const html = await (await createSite().get(path)).text();
  expect(html).toMatch(new RegExp(`<main[^>]*>[^]*<${element}[\\s>][^]*</main>`));
  expect([...html.matchAll(/src="(\/assets\/[^"]+)"/g)].map(([, source]) => source)).toEqual(
    scripts.map((script) => `/assets/${script}.js`),
  );
});

test.each([...paths, '/account'])(
  'the page %s has the settings in a closed drawer outside the main part',
  async (path) => {
    const html = await (await createSite().get(`${path}?lang=de`)).text();
    const [, after] = html.split('</main>');
    expect(after).toMatch(/<aside id="settings-drawer"[^>]* hidden>[^]*<sso-settings endpoint="\/sso-settings">/);
    expect(html).toMatch(
      /<button[^>]* aria-expanded="false" aria-controls="settings-drawer">\s*Einstellungen dieser Seite/,
    );
    expect(html).not.toContain('src="/assets/settings.js"');
  },
);

test('the page of the settings has no drawer beside its form', async () => {
  const html = await (await createSite().get('/settings')).text();
  expect(html.match(/<sso-settings/g)).toHaveLength(1);
  expect(html).not.toContain('settings-drawer');
});

test.each(['/', '/login'])('%s leads to the page of the printed letter', async (path) => {
  expect(await (await createSite().get(`${path}?lang=de`)).text()).toContain('href="/letter?lang=de"');
});

test.each(['/register', '/password', '/auth'])('mailed links lead back to %s, in its language', async (path) => {
  const site = createSite();
  expect(await (await site.get(path)).text()).toContain(`verification-url="${path}"`);
  expect(await (await site.get(`${path}?next=/article&lang=de`)).text()).toMatch(
    new RegExp(`return-url="/article\\?lang=de"[^>]* verification-url="${path}\\?next=%2Farticle&amp;lang=de"`),
  );
});

test('the login leads to the other processes, and they keep where the reader came from', async () => {
  const html = await (await createSite().get('/login?next=/article')).text();
  for (const [name, path] of Object.entries({ register: 'register', connect: 'connect', password: 'password' }))
    expect(html).toContain(`${name}-url="/${path}?next=%2Farticle"`);
});

test('the letter beside account connect has every identifier of the imported customer', async () => {
  const html = await (await createSite().get('/connect')).text();
  for (const value of ['100200300', '9007199254740993', 'Invalidenstraße', '117a', '10115', 'Berlin'])
    expect(html).toContain(`>${value}<`);
});

test('the page of the account, too, tells no other site where its reader comes from', async () => {
  const response = await createSite().get('/account?lang=de');
  expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  expect(response.headers.get('content-security-policy')).toBe(policy);
  expect(await response.text()).toContain('Sie sind nicht angemeldet.');
});

test('the sign-in page lists the customers and their password', async () => {
  const html = await (await createSite().get('/login')).text();
  for (const name of ['reader', 'two-factor', 'add-two-factor', 'limit', 'terms', 'name', 'reset', 'blocked'])
    expect(html).toContain(`${name}@example.org`);
  expect(html).toContain('change-email@example.org');
  expect(html).toContain('correct horse battery');
});

test('an unknown address is a page of its own with status 404', async () => {
  const response = await createSite().get('/nothing?lang=de');
  expect(response.status).toBe(404);
  expect(response.headers.get('content-security-policy')).toBe(policy);
  expect(await response.text()).toContain('Seite nicht gefunden');
});

test.each(['/site/site.css', '/site/site.js', '/site/icon.svg'])(
  'the file %s is served with its type',
  async (path) => {
    const response = await createSite().get(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^(text\/(css|javascript)|image\/svg\+xml)/);
  },
);

test.each(['/assets/../package.json', '/assets/%2e%2e/package.json', '/site/..%2fmain.ts', '/assets/types/x.d.ts'])(
  'no file outside is served at %s',
  async (path) => {
    expect((await createSite().get(path)).status).toBe(404);
  },
);

const leadPaths = ['/', '/letter', '/account'];
const off: [how: string, change: object][] = [
  ['off', { allowRegistrationIdentifier: false }],
  ['not named, which is off', { settings: { tokenType: 'EMAIL' } }],
];
test.each(leadPaths.flatMap((path) => off.map(([how, change]) => [path, how, change] as const)))(
  'what leads from %s to account connect is gone where that is %s',
  async (path, _how, change) => {
    const site = createSite();
    const leads = async () =>
      /<main[^]*href="\/(connect|letter)"[^]*<\/main>/.test(await (await site.get(path)).text());
    expect(await leads()).toBe(true);
    await site.put('/simulator/settings', change);
    expect(await leads()).toBe(false);
  },
);
