/** The site as its service worker answers it, killed and started anew: a new site over the same storage. */
import { expect, test, vi } from 'vitest';
import type { InboxEntry } from '../../../demo/simulator/inbox-entries.js';
import type { Marker } from '../../../demo/static/cookie-jar.js';
import { createStaticSite } from '../../../demo/static/static-site.js';
import { untilPasses } from '../../support/until.js';

const origin = 'https://demo.example';
const customer = { identifier: 'reader@example.org', password: 'correct horse battery' };

/** One browser: what it stored, and its markers. */
function createBrowser({ languages = ['en'] } = {}) {
  const browser = {
    saved: undefined as unknown,
    saves: 0,
    markers: new Map<string, string>(),
    /** Whether markers can be set. */
    takesMarkers: true as boolean | 'in vain',
    /** Called before what was saved is taken up. */
    onLoad: async (): Promise<void> => undefined,
    /** Called before something is saved. */
    onSave: async (): Promise<void> => undefined,
  };
  const markers = async (markers: readonly Marker[]): Promise<boolean> => {
    if (!browser.takesMarkers) throw new Error('no page');
    if (browser.takesMarkers === 'in vain') await new Promise(() => undefined);
    for (const { name, value } of markers)
      if (value === undefined) browser.markers.delete(name);
      else browser.markers.set(name, value);
    return true;
  };
  /** A worker that has just been started. */
  const start = () => {
    const site = createStaticSite({
      origin,
      browser: { languages },
      storage: {
        load: async () => {
          await browser.onLoad();
          return browser.saved;
        },
        save: async (text) => {
          await browser.onSave();
          browser.saved = text;
          browser.saves += 1;
        },
      },
      markers,
      markerTimeout: 50,
    });
    const get = (path: string): Promise<Response> => site.fetch(new Request(origin + path), 'page');
    return {
      get,
      greet: () => site.pageReady('page'),
      send: (
        method: string,
        path: string,
        body: object = {},
        headers: Record<string, string> = {},
      ): Promise<Response> =>
        site.fetch(
          new Request(origin + path, {
            method,
            headers: { 'Content-Type': 'application/json', 'X-SSO-Request': '1', ...headers },
            body: JSON.stringify(body),
          }),
          'page',
        ),
      json: async <T>(path: string): Promise<T> => (await get(path)).json() as Promise<T>,
    };
  };
  return Object.assign(browser, { start });
}
const quiet = (level: 'warn' | 'error') => vi.spyOn(console, level).mockImplementation(() => undefined);

test('a registration goes on after the worker was killed, and who it signs in stays signed in after another kill', async () => {
  const browser = createBrowser();
  const first = browser.start();
  const { optIn } = await first.json<{ optIn: { hash: string } }>('/sso/settings?language=en');
  const choice = { optIn: true, optInHash: optIn.hash };
  const form = { email: 'new@reader.example', password: 'correct horse battery', ...choice };
  const started = await first.send('POST', '/sso/registration/start', { language: 'en', ...form });
  const { flow } = (await started.json()) as { flow: string };
  const second = browser.start();
  expect([...browser.markers]).toEqual([['sso_flow', '1']]);
  const [{ code }] = (await second.json<InboxEntry[]>('/simulator/inbox')) as [InboxEntry];
  const verified = await second.send('POST', '/sso/registration/verify', { flow, code });
  expect(await verified.json()).toMatchObject({ kind: 'session', customer: { email: 'new@reader.example' } });
  const third = browser.start();
  expect(await third.json('/sso/session')).toMatchObject({
    kind: 'session',
    customer: { email: 'new@reader.example' },
  });
  expect(await third.json('/simulator/consents')).toMatchObject([
    { phase: 'asked' },
    { phase: 'outcome', stored: true },
  ]);
  expect([...browser.markers]).toEqual([['sso_session', '1']]);
  expect(await (await third.get('/article')).text()).toContain('Your subscription does not include this article');
});

test('settings, their history, the clock and what the company has set up survive', async () => {
  const browser = createBrowser();
  const first = browser.start();
  const read = await first.get('/sso-settings');
  const { settings } = (await read.json()) as { settings: object };
  const etag = read.headers.get('etag') ?? '';
  const saved = await first.send(
    'PUT',
    '/sso-settings',
    { settings: { ...settings, forceUsername: true } },
    { 'If-Match': etag },
  );
  expect(saved.status).toBe(200);
  await first.send('POST', '/simulator/clock', { advanceSeconds: 86_400 });
  await first.send('PUT', '/simulator/capabilities', { smsProvider: false });
  const second = browser.start();
  expect(await second.json('/sso/settings?language=en')).toMatchObject({ forceUsername: true });
  expect(await second.json('/sso-settings')).toMatchObject({
    settings: { forceUsername: true },
    version: { number: 2, by: 'editor' },
    capabilities: { smsProvider: false },
  });
  expect(await second.json('/sso-settings/history')).toMatchObject({ versions: [{ number: 2 }, { number: 1 }] });
  const { now } = (await (await second.send('POST', '/simulator/clock', { advanceSeconds: 0 })).json()) as {
    now: string;
  };
  expect(Date.parse(now) - Date.now()).toBeGreaterThan(86_000_000);
});

test('an answer is not given out before what it changed is saved', async () => {
  const browser = createBrowser();
  const site = browser.start();
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const [saving, answered] = [vi.fn(), vi.fn()];
  browser.onSave = () => {
    saving();
    return held;
  };
  const answer = site.send('POST', '/sso/login/start', customer).then(answered);
  await untilPasses(() => expect(saving).toHaveBeenCalledOnce());
  expect([answered.mock.calls.length, browser.markers.size]).toEqual([0, 0]);
  release();
  await answer;
  expect([browser.saves, browser.markers.size]).toEqual([1, 1]);
});

test('requests wait until what was saved is taken up, which happens once', async () => {
  const browser = createBrowser();
  await browser.start().send('POST', '/sso/login/start', customer);
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const [loading, answered] = [vi.fn(), vi.fn()];
  browser.onLoad = () => {
    loading();
    return held;
  };
  const next = browser.start();
  expect(loading, 'nothing is read before it is asked: an older worker may still save').not.toHaveBeenCalled();
  const [page, session] = [next.get('/'), next.json('/sso/session')];
  void Promise.race([page, session]).then(answered);
  await untilPasses(() => expect(loading).toHaveBeenCalledOnce());
  expect(answered).not.toHaveBeenCalled();
  release();
  expect((await page).status).toBe(200);
  expect(await session).toMatchObject({ kind: 'session' });
  expect(loading).toHaveBeenCalledOnce();
});

test('two changes at once are both kept', async () => {
  const browser = createBrowser();
  const site = browser.start();
  await Promise.all([
    site.send('POST', '/sso/login/start', customer),
    site.send('PUT', '/simulator/settings', { maxSessions: 7 }),
  ]);
  const next = browser.start();
  expect(await next.json('/sso/session')).toMatchObject({ kind: 'session' });
  expect(await next.json('/simulator/settings')).toMatchObject({ settings: { maxSessions: 7 } });
});

test('what changes nothing saves nothing', async () => {
  const browser = createBrowser();
  const site = browser.start();
  await site.get('/');
  await site.get('/simulator/inbox');
  await site.get('/sso-settings');
  expect(browser.saves).toBe(0);
  await site.get('/sso/session');
  const { saves } = browser;
  await site.get('/sso/session');
  expect(browser.saves).toBe(saves);
});

test.each([
  ['garbage', 'not JSON'],
  ['an older format', '{"format":0}'],
  ['something that is no text', { some: 'object' }],
])('%s in the storage begins anew, says so, and takes old markers away', async (_name, saved) => {
  const warn = quiet('warn');
  const browser = createBrowser();
  browser.saved = saved;
  browser.markers.set('sso_session', '1');
  const site = browser.start();
  expect(await site.json('/sso/session')).toMatchObject({ kind: 'signedOut' });
  expect(warn.mock.calls[0]?.[0]).toBe('This demo could not read its saved state and starts afresh.');
  expect(browser.markers.size).toBe(0);
  expect(await (await site.send('POST', '/sso/login/start', customer)).json()).toMatchObject({ kind: 'session' });
  warn.mockRestore();
});

test('an answer is given although nothing can be saved, and that is said', async () => {
  const error = quiet('error');
  const browser = createBrowser();
  browser.onSave = () => Promise.reject(new Error('the disk is full'));
  const answer = await browser.start().send('POST', '/sso/login/start', customer);
  expect(await answer.json()).toMatchObject({ kind: 'session' });
  expect(error.mock.calls[0]?.[0]).toBe('This demo could not save its state.');
  error.mockRestore();
});

test('markers that could not be set are set when the next page is there', async () => {
  const error = quiet('error');
  const browser = createBrowser();
  browser.takesMarkers = false;
  const site = browser.start();
  expect(await (await site.send('POST', '/sso/login/start', customer)).json()).toMatchObject({ kind: 'session' });
  expect([error.mock.calls[0]?.[0], browser.markers.size]).toEqual(['This demo could not set its cookies.', 0]);
  browser.takesMarkers = true;
  await site.greet();
  expect([...browser.markers]).toEqual([['sso_session', '1']]);
  browser.markers.clear();
  await site.greet();
  expect(browser.markers.size, 'what is right already is not set again').toBe(0);
  error.mockRestore();
});

test('markers that nobody ever answers for keep no page back', async () => {
  const browser = createBrowser();
  browser.takesMarkers = 'in vain';
  const site = browser.start();
  expect((await site.get('/')).status).toBe(200);
  browser.takesMarkers = true;
  browser.markers.set('sso_session', '1');
  await site.greet();
  expect([...browser.markers]).toEqual([]);
});

test('a worker that was killed before it could set the markers sets them when it starts', async () => {
  const browser = createBrowser();
  await browser.start().send('POST', '/sso/login/start', customer);
  browser.markers.clear();
  await browser.start().get('/');
  expect([...browser.markers]).toEqual([['sso_session', '1']]);
});

test('a reset clears everything, the markers, too, and stays after a kill', async () => {
  const browser = createBrowser();
  const site = browser.start();
  await site.send('POST', '/sso/login/start', customer);
  await site.send('PUT', '/simulator/settings', { maxSessions: 7 });
  expect([...browser.markers.keys()]).toEqual(['sso_session']);
  expect(await (await site.send('POST', '/simulator/reset')).json()).toEqual({ reset: true });
  expect(browser.markers.size).toBe(0);
  for (const each of [site, browser.start()]) {
    expect(await each.json('/sso/session')).toMatchObject({ kind: 'signedOut' });
    expect(await each.json('/simulator/settings')).toMatchObject({ settings: { maxSessions: 2 } });
    expect(await each.json('/sso-settings/history')).toMatchObject({ versions: [{ number: 1 }] });
  }
});

test('no answer carries a cookie, and no session token is in one', async () => {
  const browser = createBrowser();
  const answer = await browser.start().send('POST', '/sso/login/start', customer);
  expect(answer.headers.getSetCookie()).toEqual([]);
  const { simulator } = JSON.parse(String(browser.saved)) as { simulator: { sessions: { token: string }[] } };
  expect(simulator.sessions.length).toBeGreaterThan(0);
  const text = await answer.text();
  expect(simulator.sessions.filter(({ token }) => text.includes(token))).toEqual([]);
});

test.each([
  ['/register/?lang=de', 'https://demo.example/register?lang=de'],
  ['/register/index.html', 'https://demo.example/register'],
  ['/index.html', 'https://demo.example/'],
])('%s, to which a static file server leads, is the page %s', async (path, to) => {
  const response = await createBrowser().start().get(path);
  expect([response.status, response.headers.get('location')]).toEqual([308, to]);
});

test('a page is in the language that the browser likes best, says what is simulated, and keeps the policy', async () => {
  const response = await createBrowser({ languages: ['fr', 'de-AT', 'en'] })
    .start()
    .get('/account');
  const html = await response.text();
  expect(html).toContain('<html lang="de">');
  expect(html).toContain('Cookies und der Schutz vor gefälschten Anfragen (CSRF) sind hier nur simuliert.');
  expect(html).toContain('<script type="module" src="/page.js"></script>');
  expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
});

test('what needs a server says so: no link to another address, and no mail that would be sent', async () => {
  const site = createBrowser().start();
  const account = await (await site.get('/account')).text();
  expect(account).toContain('That needs a server');
  expect(account).not.toContain('data-join');
  expect(await (await site.get('/inbox')).text()).toContain('No e-mail and no text message is sent');
});
