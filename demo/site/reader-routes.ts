/** The pages that the publisher's server makes for one reader: it asks the gateway who reads and what they may read, and passes its cookies on. */
import { type Context, Hono } from 'hono';
import type { SessionReading } from '../../src/gateway/index.js';
import { contact, type Backend } from '../backend/backend.js';
import { accountPage } from '../pages/account.js';
import { articlePage } from '../pages/articles.js';
import type { PageContent } from '../pages/frame/layout.js';
import type { PageContext } from '../pages/frame/page-context.js';
import { selfServicePage } from '../pages/self-service.js';
import { framedHeaders } from '../pages/frame/framed-headers.js';

/** What the routes need of the demo. */
export interface ReaderSite {
  /** Changes at each reset. */
  backend(): Backend;
  pageContext(c: Context): PageContext;
  show(c: Context, page: (context: PageContext) => PageContent): Response | Promise<Response>;
}

/** For pages that are made for one reader: no cache may keep them. */
const forOneReader = (c: Context): void => c.header('Cache-Control', 'private, no-store');

function passOn(c: Context, { setCookies }: SessionReading): void {
  forOneReader(c);
  for (const line of setCookies) c.header('Set-Cookie', line, { append: true });
}

/** Whether a browser had signed in before: the cookie is there or its marker is. */
const hadSession = (c: Context): boolean => /(^|; )(__Host-)?sso_session=/.test(c.req.header('cookie') ?? '');

export function readerRoutes({ backend, pageContext, show }: ReaderSite): Hono {
  const app = new Hono();

  app.get('/article', async (c) => {
    const { gateway, accessRight, simulation } = backend();
    const access = await gateway.hasAccess(c.req.raw, [accessRight], c.env);
    passOn(c, access);
    const offer = { contact, canSubscribe: simulation !== undefined };
    return show(c, (context) => ({
      ...articlePage(context, access, offer),
      // The scripts of the page find no session any more that they could ask about.
      ...(access.state === 'signed-out' && hadSession(c) && { notice: 'session-ended' as const }),
    }));
  });

  // The same for everybody: who reads it, its elements find out, also when a browser brings it back from its memory.
  app.get('/account', (c) => show(c, accountPage));

  app.get('/account/self-service', async (c) => {
    const { gateway, simulation } = backend();
    if (!simulation) return c.notFound();
    // No script can fetch the token; browsers that do not say what a request is for are few, and get the page.
    if ((c.req.header('sec-fetch-dest') ?? 'iframe') !== 'iframe') return c.redirect('/account', 303);
    const reading = await gateway.transferToken(c.req.raw, c.env);
    for (const [name, value] of Object.entries(framedHeaders("script-src 'self'; style-src 'self'")))
      c.header(name, value);
    passOn(c, reading);
    return c.html(selfServicePage(pageContext(c), reading));
  });
  return app;
}
