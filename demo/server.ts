/** The site as one handler: pages, gateway, simulator controls, files. */
import { Hono, type Context } from 'hono';
import { languageOf } from './language.js';
import { accountPage } from './pages/account.js';
import { articlePage, frontPage } from './pages/articles.js';
import { connectPage } from './pages/connect.js';
import { inboxPage } from './pages/inbox.js';
import { letterPage } from './pages/letter.js';
import { layout, type Page } from './pages/frame/layout.js';
import type { Visit } from './pages/frame/visit.js';
import { loginPage } from './pages/login.js';
import { missingPage } from './pages/missing.js';
import { settingsPage } from './pages/settings.js';
import { authPage, passwordPage, registerPage } from './pages/processes.js';
import { feature } from './pages/stories.js';
import { inboxOf, simulatorRoutes } from './simulator-routes.js';
import { createPreviews } from './previews.js';
import { contact, prepareWorlds, type World, type WorldOptions } from './world.js';

export interface Demo {
  /** `address`: the sender's, as the connection tells it. */
  fetch(request: Request, env?: { address: string | undefined }): Response | Promise<Response>;
}

export interface DemoOptions extends WorldOptions {
  /** A file of the elements or of the site, by its path, as `/assets/login.js`; `undefined`: there is none. */
  asset: (path: string) => Promise<Response | undefined>;
  /** Begins a world of the host's own, at the start and at each reset. */
  begin?: () => Promise<World>;
  /** Where the pages are told to be. Default: on a server. */
  place?: Visit['place'];
}

/**
 * No inline script or style, nothing from elsewhere, and text reaches scripts through Lit's templates alone. Each bundle of
 * the elements brings a Lit of its own, and beside that of a page there is one in the drawer: hence the duplicates.
 */
const policy =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; " +
  "base-uri 'none'; require-trusted-types-for 'script'; trusted-types lit-html 'allow-duplicates'";

const headers = {
  'Content-Security-Policy': policy,
  // Links in mails carry a code in their query.
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
} as const;

/** Rejects with an `Error` when the gateway cannot take the options, or the settings cannot be read. */
export async function createDemo({ asset, place = 'server', ...options }: DemoOptions): Promise<Demo> {
  const begin = options.begin ?? (await prepareWorlds(options));
  let world = await begin();
  const app = new Hono<{ Bindings: { address?: string | undefined } }>();
  const [origin = ''] = options.origins;

  const visitOf = (c: Context): Visit => ({
    ...languageOf(c.req.query('lang'), c.req.header('accept-language')),
    path: c.req.path,
    now: world.simulated?.now() ?? Date.now(),
    place,
    // Absent is off. The hosted API is not asked for each page.
    connects: !world.simulated || world.simulated.simulator.settings.settings.allowRegistrationIdentifier === true,
  });
  const show = (c: Context, page: (visit: Visit) => Page, status: 200 | 404 = 200) => {
    const visit = visitOf(c);
    c.header('Vary', 'Accept-Language');
    c.header('Content-Language', visit.language);
    c.header('Cache-Control', 'no-cache');
    return c.html(layout(visit, page(visit)), status);
  };

  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(headers)) if (!c.res.headers.has(name)) c.header(name, value);
  });
  app.onError((error, c) => {
    console.error(`The demo failed: ${error.stack ?? error.message}`);
    return c.text('Internal server error', 500, headers);
  });

  app.get('/', (c) => show(c, frontPage));
  app.get('/article', (c) => show(c, articlePage));
  app.get('/login', (c) => show(c, (visit) => loginPage(visit, c.req.query('next'), world.simulated !== undefined)));
  app.get('/register', (c) => show(c, (visit) => registerPage(visit, c.req.query('next'))));
  app.get('/connect', (c) =>
    show(c, (visit) => connectPage(visit, c.req.query('next'), world.simulated !== undefined)),
  );
  app.get('/letter', (c) => show(c, letterPage));
  app.get('/password', (c) => show(c, (visit) => passwordPage(visit, c.req.query('next'))));
  app.get('/auth', (c) => show(c, (visit) => authPage(visit, c.req.query('next'))));
  app.get('/account', (c) => {
    // The form post that takes a session to another address names where it comes from; no link in a mail leads here.
    c.header('Referrer-Policy', 'strict-origin');
    return show(c, accountPage);
  });
  app.get('/settings', (c) => show(c, (visit) => settingsPage(visit, world.simulated !== undefined)));
  app.get('/inbox', (c) =>
    show(c, (visit) => {
      const { simulated } = world;
      // What only starts the worker shows nothing that passes.
      return inboxPage(visit, simulated && (place === 'starting' ? [] : inboxOf(simulated)), simulated?.consents);
    }),
  );

  // How a publisher's server asks who is reading: it hands the reader's cookies to the gateway.
  app.get('/article/text', async (c) => {
    const ask = async (call: string, headers: HeadersInit = {}) => {
      const answer = await world.gateway.fetch(new Request(`${origin}/sso/${call}`, { headers }), c.env);
      for (const line of answer.headers.getSetCookie()) c.header('Set-Cookie', line, { append: true });
      return (await answer.json()) as { kind?: string; availability?: string };
    };
    const [cookie = '', agent = ''] = [c.req.header('cookie'), c.req.header('user-agent')];
    const { language } = visitOf(c);
    const { kind } = await ask('session', { cookie, 'user-agent': agent });
    // In the emergency mode nobody can sign in, and the merchant lets everybody in.
    const isOpen = kind === 'session' || (await ask(`settings?language=${language}`)).availability === 'emergency';
    c.header('Cache-Control', 'no-store');
    return isOpen ? c.json(feature[language].rest) : c.json({ error: 'Only for who is signed in' }, 401);
  });

  app.all('/sso/*', (c) => world.gateway.fetch(c.req.raw, c.env));
  app.all('/sso-settings', (c) => world.settings.fetch(c.req.raw, c.env));
  app.all('/sso-settings/*', (c) => world.settings.fetch(c.req.raw, c.env));
  app.route(
    '/simulator',
    simulatorRoutes(
      () => world.simulated,
      async () => void (world = await begin()),
      createPreviews(origin, contact),
    ),
  );
  app.get('*', async (c) => (await asset(c.req.path)) ?? show(c, missingPage, 404));
  app.notFound((c) => show(c, missingPage, 404));
  return { fetch: (request, env) => app.fetch(request, env ?? {}) };
}
