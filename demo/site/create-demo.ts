/** The demo as one request handler: pages, gateway, settings endpoint, simulator controls, files. */
import { Hono, type Context } from 'hono';
import { languageOf } from '../texts/language.js';
import { frontPage } from '../pages/articles.js';
import { connectPage } from '../pages/connect.js';
import { inboxPage } from '../pages/inbox.js';
import { letterPage } from '../pages/letter.js';
import { layout, type PageContent } from '../pages/frame/layout.js';
import type { PageContext } from '../pages/frame/page-context.js';
import { loginPage } from '../pages/login.js';
import { notFoundPage } from '../pages/not-found.js';
import { settingsPage } from '../pages/settings.js';
import { authPage, passwordPage, registerPage } from '../pages/processes.js';
import { vendorRoutes } from '../vendor/vendor-routes.js';
import { readerRoutes } from './reader-routes.js';
import { inboxEntries } from '../simulator/inbox-entries.js';
import { simulatorRoutes } from '../simulator/simulator-routes.js';
import { createPreviews } from '../simulator/previews.js';
import { contact, prepareBackend, type Backend, type BackendOptions } from '../backend/backend.js';

export interface Demo {
  /** @param env `address`: the sender's address, from the connection. */
  fetch(request: Request, env?: { address: string | undefined }): Response | Promise<Response>;
}

export interface DemoOptions extends BackendOptions {
  /** Returns a file of the elements or of `public/` by its path, such as `/assets/login.js`; `undefined` if there is none. */
  readAsset: (path: string) => Promise<Response | undefined>;
  /** Starts the backend, first and after each reset. Default: a backend from the options above. */
  startBackend?: () => Promise<Backend>;
  /** What the pages are rendered by. Default: `server`. */
  runtime?: PageContext['runtime'];
}

/**
 * No inline scripts or styles, nothing from other origins, and markup only from Lit's templates. `allow-duplicates`: the
 * page and the drawer each load a bundle that brings its own Lit.
 */
const policy =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; " +
  "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types lit-html 'allow-duplicates'";

const headers = {
  'Content-Security-Policy': policy,
  // Links in e-mails carry a code in their query.
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

/** Rejects with an `Error` if the gateway rejects the options, or the settings cannot be read. */
export async function createDemo({ readAsset, runtime = 'server', ...options }: DemoOptions): Promise<Demo> {
  const startBackend = options.startBackend ?? (await prepareBackend(options));
  let backend = await startBackend();
  const app = new Hono<{ Bindings: { address?: string | undefined } }>();
  const [origin = ''] = options.origins;

  const pageContext = (c: Context): PageContext => ({
    ...languageOf(c.req.query('lang'), c.req.header('accept-language')),
    path: c.req.path,
    now: backend.simulation?.now() ?? Date.now(),
    runtime,
    isSimulated: backend.simulation !== undefined,
    // An absent setting is off. With the hosted API, nothing is fetched for each page: the link is always there.
    canConnect:
      !backend.simulation || backend.simulation.simulator.settings.settings.allowRegistrationIdentifier === true,
    hasCaptcha: backend.simulation?.captcha.isOn ?? false,
  });
  const show = (c: Context, page: (context: PageContext) => PageContent, status: 200 | 404 = 200) => {
    const context = pageContext(c);
    c.header('Vary', 'Accept-Language');
    c.header('Content-Language', context.language);
    // Unless the page is made for one reader.
    if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-cache');
    return c.html(layout(context, page(context)), status);
  };

  const hosts = options.origins.map((each) => new URL(each).hostname);
  app.use(async (c, next) => {
    // A foreign name that points at this machine would show a page of its own the inbox, and let it change the settings.
    if (!hosts.includes(new URL(c.req.url).hostname)) return c.text('This site has another address', 421, headers);
    await next();
    for (const [name, value] of Object.entries(headers)) if (!c.res.headers.has(name)) c.header(name, value);
    return undefined;
  });
  app.onError((error, c) => {
    console.error(`The demo failed: ${error.stack ?? error.message}`);
    return c.text('Internal server error', 500, headers);
  });

  app.get('/', (c) => show(c, (context) => frontPage(context, backend.gateway.inEmergency)));
  app.route('/', readerRoutes({ backend: () => backend, pageContext, show }));
  app.route(
    '/vendor',
    vendorRoutes(() => backend.simulation),
  );
  app.get('/login', (c) =>
    show(c, (context) => loginPage(context, c.req.query('next'), backend.simulation !== undefined)),
  );
  app.get('/register', (c) => show(c, (context) => registerPage(context, c.req.query('next'))));
  app.get('/connect', (c) =>
    show(c, (context) => connectPage(context, c.req.query('next'), backend.simulation !== undefined)),
  );
  app.get('/letter', (c) => show(c, letterPage));
  app.get('/password', (c) => show(c, (context) => passwordPage(context, c.req.query('next'))));
  app.get('/auth', (c) => show(c, (context) => authPage(context, c.req.query('next'))));
  app.get('/settings', (c) => show(c, (context) => settingsPage(context, backend.simulation !== undefined)));
  app.get('/inbox', (c) =>
    show(c, (context) => {
      const { simulation } = backend;
      // A prerendered page must not hold codes that expire.
      return inboxPage(
        context,
        simulation && (runtime === 'starting' ? [] : inboxEntries(simulation)),
        simulation?.consents,
      );
    }),
  );

  app.get('/.well-known/change-password', (c) => backend.gateway.fetch(c.req.raw, c.env));
  app.all('/sso/*', (c) => backend.gateway.fetch(c.req.raw, c.env));
  app.all('/sso-settings', (c) => backend.settings.fetch(c.req.raw, c.env));
  app.all('/sso-settings/*', (c) => backend.settings.fetch(c.req.raw, c.env));
  app.route(
    '/simulator',
    simulatorRoutes(
      () => backend.simulation,
      async () => void (backend = await startBackend()),
      createPreviews(origin, contact),
      hosts,
    ),
  );
  app.get('*', async (c) => (await readAsset(c.req.path)) ?? show(c, notFoundPage, 404));
  app.notFound((c) => show(c, notFoundPage, 404));
  return { fetch: (request, env) => app.fetch(request, env ?? {}) };
}
