import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { honoSession, requireSession, type SessionGate, type SessionReading } from '../../../src/gateway/index.js';
import { error, json, origin, session, site, type Site } from '../support/harness.js';
import { cookieOf, declareEmergency, minutes, page, signedIn, signedOut } from '../support/own-server.js';

const navigates = { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' };
const fetches = { 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty' };
const gate: SessionGate = { signIn: '/login' };
const hello = (_request: Request, { customer }: SessionReading) => new Response(`Hello ${customer?.firstName ?? ''}`);

type Serve = (
  news: Site,
  request: Request,
  make?: (request: Request, reader: SessionReading) => Response,
  options?: SessionGate,
) => Promise<Response>;
const serves: Record<string, Serve> = {
  requireSession: (news, request, make = hello, options = gate) =>
    requireSession(news.gateway, options)((each, reader) => make(each, reader))(request),
  honoSession: async (news, request, make = hello, options = gate) => {
    const app = new Hono<{ Variables: { reader: SessionReading } }>();
    app.use(honoSession(news.gateway, options));
    app.all('*', (c) => make(c.req.raw, c.get('reader')));
    return app.request(request);
  },
};

describe.each(Object.entries(serves))('%s', (_name, serve) => {
  test('a reader who is signed in gets the page, which no cache keeps', async () => {
    const news = await signedIn();
    const response = await serve(news, page(news, navigates));
    expect([response.status, await response.text()]).toEqual([200, 'Hello Rita']);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(response.headers.get('vary')).toBe('Cookie');
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  test.each([
    ['/article', '/login?returnUrl=%2Farticle'],
    ['/article?page=2&x=a%26b#part', '/login?returnUrl=%2Farticle%3Fpage%3D2%26x%3Da%2526b'],
    ['//evil.example/x', '/login'],
    ['/%2f%2fevil.example', '/login?returnUrl=%2F%252f%252fevil.example'],
    ['/\\evil.example', '/login'],
    [`/${'x'.repeat(2000)}`, '/login'],
  ])('who is signed out and goes to %s is led to %s, which nothing keeps', async (path, location) => {
    const response = await serve(site(), page(site(), navigates, path));
    expect([response.status, response.headers.get('location')]).toEqual([303, location]);
    expect(new URL(response.headers.get('location') ?? '', origin).origin).toBe(origin);
    expect(response.headers.get('cache-control')).toMatch(/no-store/);
  });

  test('a form that is sent when nobody is signed in leads to the sign-in, and not back to where it was sent', async () => {
    const request = new Request(`${origin}/comment`, { method: 'POST', headers: navigates, body: 'text=1' });
    expect((await serve(site(), request)).headers.get('location')).toBe('/login');
  });

  test.each([
    ['a script fetches it', fetches, 401],
    ['an image loads it', { 'Sec-Fetch-Mode': 'no-cors' }, 401],
    ['a program asks for it', { Accept: 'application/json' }, 401],
    ['nobody says what for', {}, 401],
    ['an old browser asks for a page', { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }, 303],
  ])('where nobody is signed in and %s, the answer is %j %i', async (_what, headers, status) => {
    const response = await serve(site(), page(site(), headers));
    expect(response.status).toBe(status);
    if (status !== 401) return;
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ status: 401, code: 'signed-out' });
  });

  test('cookies are passed on whether a reader is let in or not, and then nothing is kept, whatever the page says', async () => {
    const news = await signedIn();
    news.clock.now += minutes(6);
    const kept = () =>
      new Response('x', { headers: { 'Cache-Control': 'public, max-age=600', 'CDN-Cache-Control': 'max-age=600' } });
    const response = await serve(news, page(news, navigates), kept);
    expect(response.headers.getSetCookie().join()).toContain('__Host-sso_session=');
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(response.headers.has('cdn-cache-control')).toBe(false);
    news.script['/sessions/validate'] = () => error(401);
    news.clock.now += minutes(6);
    const led = await serve(news, page(news, navigates));
    expect(led.status).toBe(303);
    expect(led.headers.getSetCookie().join()).toContain('__Host-sso_session=; Path=/; Max-Age=0');
  });

  test('what a page says to caches counts where it sets no session, for who has the same cookies', async () => {
    const news = await signedIn();
    const headers = { 'Cache-Control': 'private, max-age=60', Vary: 'Accept-Language', 'Set-Cookie': 'own=1' };
    const response = await serve(news, page(news, navigates), () => new Response('x', { headers }));
    expect(response.headers.get('cache-control')).toBe('private, max-age=60');
    expect(response.headers.get('vary')).toBe('Accept-Language, Cookie');
    expect(response.headers.getSetCookie()).toEqual(['own=1']);
    const cookie = await serve(news, page(news, navigates), () => new Response('x', { headers: { Vary: 'cookie' } }));
    expect(cookie.headers.get('vary')).toBe('cookie');
  });

  test.each([
    ['public, max-age=600', 'private, max-age=600'],
    ['max-age=60, s-maxage=600, stale-while-revalidate=5', 'private, max-age=60, stale-while-revalidate=5'],
    ['PUBLIC', 'private'],
    ['private="X-Own, Y", no-cache="Set-Cookie, Z"', 'private, no-cache="Set-Cookie, Z"'],
    ['no-store', 'no-store'],
    ['max-age=60', 'private, max-age=60'],
  ])('what says %j is for the reader’s browser alone: %j', async (said, becomes) => {
    const own = [
      'CDN-Cache-Control',
      'Cloudflare-CDN-Cache-Control',
      'Vercel-CDN-Cache-Control',
      'Netlify-CDN-Cache-Control',
      'Surrogate-Control',
      'Edge-Control',
      'X-Accel-Expires',
    ];
    const headers = { 'Cache-Control': said, ...Object.fromEntries(own.map((name) => [name, 'max-age=600'])) };
    const news = await signedIn();
    const response = await serve(news, page(news, navigates), () => new Response('x', { headers }));
    expect(response.headers.get('cache-control')).toBe(becomes);
    expect(own.filter((name) => response.headers.has(name))).toEqual([]);
  });

  test('headers that cannot be changed, and responses without a body, are copied', async () => {
    const news = await signedIn();
    news.clock.now += minutes(6);
    const redirected = await serve(news, page(news, navigates), () => Response.redirect(`${origin}/elsewhere`, 302));
    expect([redirected.status, redirected.headers.get('location')]).toEqual([302, `${origin}/elsewhere`]);
    expect(redirected.headers.getSetCookie()).toHaveLength(2);
    expect((await serve(news, page(news, navigates), () => new Response(null, { status: 204 }))).status).toBe(204);
  });

  test.each([
    ['open', 200, 200],
    ['closed', 303, 503],
  ] as const)('in an emergency the pages are %s to everybody', async (inEmergency, status, ofScript) => {
    const news = await signedIn({}, { inEmergency });
    declareEmergency(news);
    expect((await serve(news, page(news, navigates))).status).toBe(status);
    signedOut(news);
    expect((await serve(news, page(news, navigates))).status).toBe(status);
    expect((await serve(news, page(news, fetches))).status).toBe(ofScript);
  });

  test.each([
    ['open', 200, 200],
    ['closed', 303, 502],
  ] as const)('where nobody can say who it is the pages are %s', async (inEmergency, status, ofScript) => {
    const script = { '/sessions/validate': () => error(500), '/processes/settings/sso': () => error(500) };
    const news = await signedIn(script, { inEmergency });
    news.clock.now += minutes(25 * 60);
    expect((await serve(news, page(news, navigates))).status).toBe(status);
    expect((await serve(news, page(news, fetches))).status).toBe(ofScript);
  });

  test('the sign-in page itself is let through, so that nobody is sent round and round', async () => {
    for (const path of ['/login', '/login/', '/login?returnUrl=%2Faccount'])
      expect((await serve(site(), page(site(), navigates, path))).status).toBe(200);
    for (const path of ['/login/x', '/loginx', '/Login', '/%6cogin', '/login%2f', '//login'])
      expect((await serve(site(), page(site(), navigates, path))).status).toBe(303);
  });

  test('the sign-in page may have a query, and another parameter', async () => {
    const options = { signIn: '/auth?tab=login', returnParameter: 'next' };
    const response = await serve(site(), page(site(), navigates), hello, options);
    expect(response.headers.get('location')).toBe('/auth?tab=login&next=%2Farticle');
  });

  test.each([
    { signIn: 'https://elsewhere.example/login' },
    { signIn: '//elsewhere.example' },
    { signIn: '/\\elsewhere.example' },
    { signIn: 'login' },
    { signIn: '' },
    { signIn: '/login', returnParameter: 'a&b' },
    { signIn: '/login', returnParameter: '' },
  ])('%j is refused at the start', async (options) => {
    await expect((async () => serve(site(), page(site()), hello, options))()).rejects.toThrow(TypeError);
  });
});

test('a handler that fails has failed: nothing hides it', async () => {
  const news = await signedIn();
  const failing = requireSession(news.gateway, gate)(() => Promise.reject(new Error('mine')));
  await expect(failing(page(news))).rejects.toThrow('mine');
});

test('a page of Hono that fails still passes the cookies on', async () => {
  const news = await signedIn();
  news.clock.now += minutes(6);
  const app = new Hono();
  app.use(honoSession(news.gateway, gate));
  app.get('*', () => {
    throw new Error('mine');
  });
  app.onError((_error, c) => c.text('failed', 500));
  const response = await app.request(page(news));
  expect([response.status, response.headers.getSetCookie().length]).toEqual([500, 2]);
});

test('what the host knows of a request goes along', async () => {
  const given: unknown[] = [];
  const facts = (_request: Request, env: unknown) => {
    given.push(env);
    return {};
  };
  const news = site({ '/processes/login/verify': () => session(), '/x': () => json({}) }, { facts });
  await requireSession(news.gateway, gate)(hello)(page(news), { address: '192.0.2.1' });
  expect(given).toEqual([{ address: '192.0.2.1' }]);
  expect(cookieOf(news)).toBe('');
});

test('a response that cannot be copied is left as it is', async () => {
  const news = await signedIn();
  expect((await requireSession(news.gateway, gate)(() => Response.error())(page(news))).type).toBe('error');
});

test('a request whose address was never brought into its usual form leads to no page by its dots', async () => {
  // Servers on Node make requests of their own, whose address may be as it was received.
  for (const path of [
    '/account/../login',
    '/account/%2e%2e/login',
    '/account/..\\login',
    '/account/..\\..\\login#/login',
  ]) {
    const raw = new Proxy(page(site(), navigates), {
      get: (request, name) => (name === 'url' ? origin + path : (Reflect.get(request, name) as unknown)),
    });
    expect((await requireSession(site().gateway, gate)(hello)(raw)).status).toBe(303);
  }
});
