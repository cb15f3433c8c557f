/** `/simulator/*`: the simulator's controls, for people and tests: programs of this machine and pages of the site, no other site's. Bad input returns 400 and an `error` that names the key. */
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { inboxEntries } from './inbox-entries.js';
import { readFault } from './read-fault.js';
import { rightsRoutes } from './rights-routes.js';
import type { createPreviews } from './previews.js';
import type { Simulation } from '../backend/backend.js';

/** Seconds, ten years: later dates do not fit cookies and `Date`. */
const maxSecondsAhead = 315_360_000;
/** Settings can hold a style sheet of 50,000 characters, and the preview posts them whole. */
const maxBodyBytes = 500_000;

type Body = Readonly<Record<string, unknown>>;

/** Throws `TypeError` unless the body is a JSON object with no other keys than these. */
async function readBody(c: Context, keys?: readonly string[]): Promise<Body> {
  let body: unknown;
  // A page of another site cannot send this type without being asked for.
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? ''))
    throw new TypeError('The content type is not application/json');
  try {
    body = await c.req.json();
  } catch {
    throw new TypeError('The body is not JSON');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new TypeError('Expected a JSON object');
  const unknownKey = keys && Object.keys(body).find((key) => !keys.includes(key));
  if (unknownKey !== undefined) throw new TypeError(`Unknown key: ${unknownKey}`);
  return body as Body;
}

/** @param currentSimulation Returns `undefined` with the hosted API, where every route returns 404. */
export function simulatorRoutes(
  currentSimulation: () => Simulation | undefined,
  reset: () => Promise<void>,
  previews: ReturnType<typeof createPreviews>,
  hosts: readonly string[],
): Hono {
  const app = new Hono();
  const current = (): Simulation => {
    const found = currentSimulation();
    if (!found) throw new RangeError('There is no simulator: this site talks to the hosted API (SSO_API_URL).');
    return found;
  };

  /** As browsers mark what a page of another site sends. Programs mark nothing. */
  const isElsewhere = (c: Context): boolean => {
    const { origin, 'sec-fetch-site': fetchSite = 'none' } = c.req.header();
    if (!['none', 'same-origin'].includes(fetchSite)) return true;
    return origin !== undefined && !(URL.canParse(origin) && hosts.includes(new URL(origin).hostname));
  };
  app.use(async (c, next) => {
    if (isElsewhere(c)) return c.json({ error: 'Only for pages of this site' }, 403);
    current();
    await next();
    c.header('Cache-Control', 'no-store');
    return undefined;
  });
  app.use(bodyLimit({ maxSize: maxBodyBytes, onError: (c) => c.json({ error: 'The body is too large' }, 413) }));
  app.onError((error, c) => {
    if (error instanceof TypeError) return c.json({ error: error.message }, 400);
    if (error instanceof RangeError) return c.json({ error: error.message }, 404);
    throw error;
  });

  app.get('/inbox', (c) => c.json(inboxEntries(current())));
  app.get('/consents', (c) => c.json(current().consents));
  app.get('/settings', (c) => c.json(current().simulator.settings));
  app.put('/settings', async (c) => {
    const { simulator, settings } = current();
    await settings.change(simulator.settings, await readBody(c));
    return c.json(simulator.settings);
  });
  app.put('/capabilities', async (c) => {
    const { smsProvider } = await readBody(c, ['smsProvider']);
    if (typeof smsProvider !== 'boolean') throw new TypeError('Invalid smsProvider: true or false is expected');
    const { capabilities } = current().settings;
    return c.json(Object.assign(capabilities, { smsProvider }));
  });
  /** A call of an element beside the settings form, with the draft of the settings. */
  app.post('/preview', async (c) => c.json(await previews.call(await readBody(c))));
  app.post('/clock', async (c) => {
    const { advanceSeconds: seconds } = await readBody(c, ['advanceSeconds']);
    if (typeof seconds !== 'number' || !(seconds >= 0) || seconds > maxSecondsAhead)
      throw new TypeError(`Invalid advanceSeconds: a number from 0 to ${maxSecondsAhead} is expected`);
    const { advance, now } = current();
    if (now() + seconds * 1000 > Date.now() + maxSecondsAhead * 1000)
      throw new TypeError(`Invalid advanceSeconds: the clock cannot be more than ${maxSecondsAhead} seconds ahead`);
    advance(seconds);
    return c.json({ now: new Date(now()).toISOString() });
  });
  app.post('/reset', async (c) => {
    await reset();
    return c.json({ reset: true });
  });
  app.post('/faults', async (c) => {
    const fault = readFault(await readBody(c));
    current().simulator.fault(fault);
    return c.json({ fault });
  });
  /** Ends every session of a customer, as an operator or another device can. */
  app.post('/end-sessions', async (c) => {
    const { email } = await readBody(c, ['email']);
    const { simulator } = current();
    if (typeof email !== 'string' || !simulator.customer(email)) throw new TypeError('Invalid email: no such customer');
    const sessions = simulator.sessions(email);
    for (const { sessionId } of sessions) simulator.endSession(sessionId);
    return c.json({ ended: sessions.length });
  });
  app.put('/captcha', async (c) => {
    const { on } = await readBody(c, ['on']);
    if (typeof on !== 'boolean') throw new TypeError('Invalid on: true or false is expected');
    current().captcha.isOn = on;
    return c.json({ on });
  });
  app.post('/captcha/token', (c) => c.json({ token: current().captcha.issue() }));
  app.route('/rights', rightsRoutes(current, readBody));
  app.all('*', (c) => c.json({ error: 'There is no such address below /simulator' }, 404));
  return app;
}
