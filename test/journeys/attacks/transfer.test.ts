/**
 * A session on its way to another site of the merchant, in a browser. They prove that the reader is signed in there, and that no script of either
 * site gets the code: not by a call, a frame or a window that it opened, whether the sites share a domain or not.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { BrowserContext, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { password, reader, startTwoTlsSites, type TwoTlsSites } from './two-sites-over-tls.js';

let site: TwoTlsSites;
let context: BrowserContext;
let page: Page;
beforeAll(async () => {
  site = await startTwoTlsSites();
});
afterAll(() => site.stop());
beforeEach(async () => {
  context = await site.browser.newContext({ ignoreHTTPSErrors: true });
  page = await context.newPage();
  site.asked.length = 0;
});
afterEach(() => context.close());

async function signInAtTheNews(): Promise<void> {
  await page.goto(site.news);
  const kind = await page.evaluate(
    async (body) => {
      const headers = { 'content-type': 'application/json', 'x-sso-request': '1' };
      const response = await fetch('/sso/login/start', { method: 'POST', body, headers });
      return ((await response.json()) as { kind: string }).kind;
    },
    JSON.stringify({ identifier: reader, password }),
  );
  expect(kind).toBe('session');
}
const says = (of: Page, text: string) => of.locator('sso-session').getByText(text).waitFor();
/** The codes that have come back to a site. */
const codes = () =>
  site.asked.flatMap((address) => new URL(address).searchParams.get('code') ?? []).filter((code) => code.length > 0);

/** What an attacker's script asks for: with a challenge whose verifier the attacker has. */
function attack(client: string): { path: string; verifier: string } {
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    client_id: client,
    state: 'attackers-state',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  return { path: `/sso/session/authorize?${query}`, verifier };
}
const change = async (client: string, code: string, verifier: string): Promise<number> => {
  const body = JSON.stringify({ client_id: client, code, code_verifier: verifier });
  const headers = { 'Content-Type': 'application/json' };
  const request = new Request(`${site.news}/sso/session/token`, { method: 'POST', headers, body });
  return (await site.gateways[site.news]!.fetch(request)).status;
};

test('a reader who is signed in at one site follows a link and is signed in at the other', async () => {
  await signInAtTheNews();
  await page.reload();
  await says(page, 'Signed in as');
  await page.getByRole('link', { name: 'Take my session along' }).click();
  await page.waitForURL(`${site.shop}/basket`);
  await says(page, `Signed in as ${reader}`);
  expect(codes()).toHaveLength(1);
  const seen = await page.evaluate(() =>
    JSON.stringify([
      location.href,
      document.referrer,
      document.cookie,
      performance.getEntries().map(({ name }) => name),
    ]),
  );
  expect(seen).not.toContain(codes()[0]);
  const names = (await context.cookies(site.shop)).map(({ name }) => name);
  expect(names.sort()).toEqual(['__Host-sso_session', 'sso_session']);
  // Back is the page before, not a code.
  await page.goBack();
  expect(page.url()).toBe(`${site.news}/`);
  await says(page, 'Signed in as');
});

test('a reader who is signed in nowhere lands on the page all the same, signed out', async () => {
  await page.goto(site.news);
  await page.getByRole('link', { name: 'Take my session along' }).click();
  await page.waitForURL(`${site.shop}/basket?sso_join=signed-out`);
  await page.getByText('Nobody is signed in.').waitFor();
  expect(codes()).toEqual([]);
});

test('between two sites of one domain the way is the same', async () => {
  await signInAtTheNews();
  await page.goto(`${site.sport}/sso/session/join?from=${site.news}&returnUrl=/scores`);
  expect(page.url()).toBe(`${site.sport}/scores`);
  await says(page, `Signed in as ${reader}`);
});

test('no call of a script gets a code or leads to one', async () => {
  await signInAtTheNews();
  const { path } = attack(site.shop);
  const statuses = await page.evaluate(async (url) => {
    const tries: RequestInit[] = [
      {},
      { redirect: 'manual' },
      { redirect: 'error' },
      { mode: 'no-cors' },
      { mode: 'same-origin' },
      { headers: { 'x-sso-request': '1' } },
    ];
    const answers = tries.map(async (init) => {
      const { status, type, redirected } = await fetch(url, init);
      return [status, type, redirected];
    });
    return Promise.all(answers);
  }, path);
  for (const answer of statuses) expect(answer).toEqual([403, 'basic', false]);
  expect(codes()).toEqual([]);
});

test.each(['iframe', 'object', 'embed'])(
  'in an %s nothing is led anywhere, of its own site or of another',
  async (tag) => {
    await signInAtTheNews();
    const { path } = attack(site.shop);
    for (const at of [site.news, site.sport, site.shop]) {
      await page.goto(at);
      await page.evaluate(
        ([name, url]) =>
          new Promise<void>((done) => {
            const element = document.createElement(name);
            element.setAttribute(name === 'object' ? 'data' : 'src', url);
            element.addEventListener('load', () => done());
            element.addEventListener('error', () => done());
            document.body.append(element);
          }),
        [tag, site.news + path] as const,
      );
    }
    await expect.poll(() => site.asked.filter((each) => each.includes('/authorize')).length).toBeGreaterThan(0);
    expect(site.asked.filter((each) => each.includes('/session/join'))).toEqual([]);
  },
);

/** Opens a window from a page, and reads all of it that the browser shows while it is on its way, until it has `landed`. */
async function openAndSpy(url: string, landed: () => Promise<unknown>): Promise<string> {
  const spy = await page.evaluateHandle((address) => {
    const seen = new Set<string>();
    const opened = window.open(address);
    const look = () => {
      try {
        if (!opened) throw new Error('no window');
        seen.add(opened.location.href);
        seen.add(opened.document.documentElement.outerHTML);
        seen.add(opened.document.referrer);
        for (const { name } of opened.performance.getEntries()) seen.add(name);
      } catch {
        seen.add('another origin');
      }
      for (const { name } of performance.getEntries()) seen.add(name);
    };
    const timer = setInterval(look, 1);
    return {
      end: () => {
        clearInterval(timer);
        look();
        return [...seen].join('\n');
      },
    };
  }, url);
  await landed();
  return spy.evaluate(({ end }) => end());
}

test.each(['news', 'shop', 'sport'] as const)(
  'a window that a script of the %s opens shows no code, and what it was for is burnt',
  async (from) => {
    await signInAtTheNews();
    for (const client of [site.shop, site.sport]) {
      site.asked.length = 0;
      await page.goto(site[from]);
      const { path, verifier } = attack(client);
      const opening = context.waitForEvent('page');
      const seen = await openAndSpy(site.news + path, async () =>
        (await opening).waitForURL(`${client}/?sso_join=failed`),
      );
      const opened = await opening;
      const [code = ''] = codes();
      expect(code).toHaveLength(43);
      expect(seen).not.toBe('');
      expect(seen).not.toContain(code);
      // The gateway of the site where it landed has had it burnt.
      expect(await change(client, code, verifier)).toBe(403);
      await opened.getByText('Nobody is signed in.').waitFor();
      await opened.close();
    }
  },
);

test('a service worker that comes between at the site that hands over gets no code and sees nobody led anywhere', async () => {
  await signInAtTheNews();
  await context.route(`${site.news}/worker.js`, (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: `self.addEventListener('activate', (event) => event.waitUntil(clients.claim()));
        self.addEventListener('fetch', (event) => {
          if (!event.request.url.includes('/authorize')) return;
          event.respondWith((async () => {
            const response = await fetch(event.request);
            for (const page of await clients.matchAll({ includeUncontrolled: true }))
              page.postMessage([response.type, response.headers.get('location'), await response.clone().text()]);
            return response;
          })());
        });`,
    }),
  );
  await page.goto(site.news);
  await page.evaluate(async () => {
    const claimed = new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done));
    await navigator.serviceWorker.register('/worker.js');
    if (!navigator.serviceWorker.controller) await claimed;
  });
  const { path } = attack(site.shop);
  const opening = context.waitForEvent('page');
  const seen = await page.evaluate(
    (url) =>
      new Promise<unknown>((resolve) => {
        navigator.serviceWorker.addEventListener('message', ({ data }) => resolve(data));
        window.open(url);
      }),
    path,
  );
  expect(seen).toEqual(['opaqueredirect', null, '']);
  await (await opening).waitForURL(`${site.shop}/?sso_join=failed`);
  expect(codes()).toEqual([]);
});
