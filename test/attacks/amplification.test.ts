/**
 * Amplification: little from a visitor, much from the gateway. These tests prove that an anonymous visitor cannot make the gateway read and keep the settings in languages that nobody listed,
 * nor bypass the copies without an end; and that nobody fills the store by cookies that were made up.
 */
import { expect, test } from 'vitest';
import { memoryStore, type Store } from '../../src/gateway/index.js';
import { credentials, json, site, step, type Site } from '../gateway/support/harness.js';

const settings = '/processes/settings/sso';
const letters = Array.from('abcdefghijklmnopqrstuvwxyz');
const everyCode = letters.flatMap((first) => letters.map((second) => first + second));
const languageOf = (request: Request) => new URL(request.url).searchParams.get('language') ?? '';
/** The merchant's texts, as long as they may be, in the language that is asked for. */
const texts = (request: Request) => json({ settings: {}, ssoTermText: `${languageOf(request)} ${'x'.repeat(1990)}` });
const asked = (news: Site) => news.to(settings).map(({ url }) => url.searchParams.get('language'));

/** A store that remembers its keys. */
function watched(): { store: Store; keys: Set<string> } {
  const store = memoryStore(() => 0);
  const keys = new Set<string>();
  return { keys, store: { ...store, set: (key, ...rest) => (keys.add(key), store.set(key, ...rest)) } };
}

test('of all 676 codes the gateway reads and keeps the listed ones, however they are asked for', async () => {
  const { store, keys } = watched();
  const news = site({ [settings]: texts, '/processes/login/verify': () => step('TWO_FACTOR') }, { store });
  for (const code of everyCode) {
    await news.get(`settings?language=${code}`, { 'Sec-Fetch-Site': 'cross-site' });
    await news.post('login/start', { ...credentials, language: code });
    news.cookies.clear();
  }
  expect(asked(news).sort()).toEqual(['de', 'en']);
  expect([...keys].filter((key) => key.startsWith('settings:')).sort()).toEqual(['settings:de', 'settings:en']);
});

test('the languages are an option; any other gets the texts of the default one', async () => {
  const news = site({ [settings]: texts }, { languages: ['fr', 'it'], language: 'nl' });
  const found = new Map<string, string>();
  for (const code of ['fr', 'it', 'nl', 'de', 'en'])
    found.set(code, await (await news.get(`settings?language=${code}`)).text());
  expect(asked(news)).toEqual(['fr', 'it', 'nl']);
  expect(found.get('fr')).toContain('fr xx');
  expect(found.get('de')).toBe(found.get('nl'));
});

test('all languages have one budget of renewals: five a second', async () => {
  const languages = everyCode.slice(0, 20);
  const hash = (text: string) => text.padEnd(43, 'A').slice(0, 43);
  const opted = (request: Request) => json({ settings: { ssoOptIn: true }, ssoOptInText: languageOf(request) });
  const news = site({ [settings]: opted }, { languages });
  const current = new Map<string, string>();
  for (const code of languages) {
    const { optIn } = (await (await news.get(`settings?language=${code}`)).json()) as { optIn: { hash: string } };
    current.set(code, optIn.hash);
  }
  const before = news.to(settings).length;
  for (let second = 0; second < 3; second += 1) {
    news.clock.now += 1000;
    for (const code of languages)
      expect((await news.get(`settings?language=${code}&not=${current.get(code) ?? hash(code)}`)).status).toBe(200);
  }
  expect(news.to(settings).length - before).toBe(15);
});

test('a thousand sign-outs with cookies that were made up write nothing to the store', async () => {
  const { store, keys } = watched();
  const news = site({}, { store });
  for (let count = 0; count < 1000; count += 1) {
    for (const kind of ['flow', 'join', 'consent'])
      for (const letter of 'abcd')
        news.cookies.set(`__Host-sso_${kind}_${String(count).padStart(21, '0')}${letter}`, 'x');
    news.cookies.set('__Host-sso_session', `${count}x`);
    expect((await news.request('DELETE', 'session')).status).toBe(200);
    expect([...news.cookies.keys()].filter((name) => /flow|join|session/.test(name))).toEqual([]);
    news.cookies.clear();
  }
  expect([...keys].filter((key) => !key.startsWith('settings'))).toEqual([]);
});
