/** `/vendor/*`: the stand-in for the vendor's own pages. A publisher has none of this. */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Simulation } from '../backend/backend.js';
import { languageOf } from '../texts/language.js';
import { framedHeaders } from '../pages/frame/framed-headers.js';
import { vendorPage } from './self-service-page.js';
import { openSelfService } from './self-service.js';

const statuses = { open: 200, used: 403, expired: 403, unavailable: 503 } as const;

/** @param currentSimulation Returns `undefined` with the hosted API, where every route returns 404. */
export function vendorRoutes(currentSimulation: () => Simulation | undefined): Hono {
  const app = new Hono();
  app.use(bodyLimit({ maxSize: 4000, onError: (c) => c.text('The body is too large', 413) }));
  /** The token comes in the body of a form: it is in no address, and so in no history and no log. */
  app.post('/self-service', async (c) => {
    const simulation = currentSimulation();
    if (!simulation) return c.notFound();
    const form = await c.req.parseBody().catch(() => undefined);
    if (!form) return c.text('The body is no form', 400);
    const { transferToken, lang } = form;
    const { language } = languageOf(typeof lang === 'string' ? lang : '', c.req.header('accept-language'));
    const visit = await openSelfService(simulation, typeof transferToken === 'string' ? transferToken : '');
    for (const [name, value] of Object.entries(framedHeaders("style-src 'self'"))) c.header(name, value);
    return c.html(vendorPage(language, visit), statuses[visit.outcome]);
  });
  return app;
}
