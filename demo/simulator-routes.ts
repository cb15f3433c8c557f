/** `/simulator/*`: for people and tests, without guard. Bad input is 400 with `{error}` that names the key. */
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { readFault } from './faults.js';
import type { createPreviews } from './previews.js';
import type { Simulated } from './world.js';

/** Ten years, in seconds: later dates leave what cookies and dates can hold. */
const farthest = 315_360_000;
/** Bytes; the longest settings have a style sheet of 50,000 characters. */
const longest = 500_000;

type Body = Readonly<Record<string, unknown>>;

/** A message, mail, SMS or code of the authenticator app, as `GET /simulator/inbox` lists it. */
export interface InboxEntry {
  to: string;
  channel: 'email' | 'sms' | 'authenticator';
  code: string | null;
  url: string | null;
  text: string;
  /** When it was sent, ISO 8601. */
  at?: string;
  /** Of an authenticator's code: until the app shows another. */
  secondsLeft?: number;
}

/** Mails and SMS, oldest first, then the current two-factor codes. */
export const inboxOf = ({ simulator }: Simulated): InboxEntry[] => [
  ...simulator.inbox.map(({ to, channel, code, url, text, at }) => ({
    to,
    channel,
    code: code ?? null,
    url: url ?? null,
    text,
    at: new Date(at).toISOString(),
  })),
  ...simulator.authenticator().map(({ email, code, secondsLeft }) => ({
    to: email,
    channel: 'authenticator' as const,
    code,
    url: null,
    text: code,
    secondsLeft,
  })),
];

/** Throws `TypeError` for what is not a JSON object with these keys alone. */
async function readBody(c: Context, keys?: readonly string[]): Promise<Body> {
  let body: unknown;
  try {
    body = await c.req.json();
  } catch {
    throw new TypeError('The body is not JSON');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new TypeError('Expected a JSON object');
  const stranger = keys && Object.keys(body).find((key) => !keys.includes(key));
  if (stranger !== undefined) throw new TypeError(`Unknown key: ${stranger}`);
  return body as Body;
}

/** @param simulated The one of now; absent: the hosted API answers, and there is nothing to control. */
export function simulatorRoutes(
  simulated: () => Simulated | undefined,
  reset: () => Promise<void>,
  previews: ReturnType<typeof createPreviews>,
): Hono {
  const app = new Hono();
  const current = (): Simulated => {
    const found = simulated();
    if (!found) throw new RangeError('There is no simulator: this site talks to the hosted API (SSO_API_URL).');
    return found;
  };

  app.use(async (c, next) => {
    current();
    await next();
    c.header('Cache-Control', 'no-store');
  });
  app.use(bodyLimit({ maxSize: longest, onError: (c) => c.json({ error: 'The body is too large' }, 413) }));
  app.onError((error, c) => {
    if (error instanceof TypeError) return c.json({ error: error.message }, 400);
    if (error instanceof RangeError) return c.json({ error: error.message }, 404);
    throw error;
  });

  app.get('/inbox', (c) => c.json(inboxOf(current())));
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
  /** A call of an element beside the settings form, with settings that may not have been saved. */
  app.post('/preview', async (c) => c.json(await previews.play(await readBody(c))));
  app.post('/clock', async (c) => {
    const { advanceSeconds: seconds } = await readBody(c, ['advanceSeconds']);
    if (typeof seconds !== 'number' || !(seconds >= 0) || seconds > farthest)
      throw new TypeError(`Invalid advanceSeconds: a number from 0 to ${farthest} is expected`);
    const { advance, now } = current();
    if (now() + seconds * 1000 > Date.now() + farthest * 1000)
      throw new TypeError(`Invalid advanceSeconds: the clock cannot be more than ${farthest} seconds ahead`);
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
  /** Ends every session of a customer, as an operator or another device does. */
  app.post('/end-sessions', async (c) => {
    const { email } = await readBody(c, ['email']);
    const { simulator } = current();
    if (typeof email !== 'string' || !simulator.customer(email)) throw new TypeError('Invalid email: no such customer');
    const sessions = simulator.sessions(email);
    for (const { sessionId } of sessions) simulator.endSession(sessionId);
    return c.json({ ended: sessions.length });
  });
  app.all('*', (c) => c.json({ error: 'There is no such address below /simulator' }, 404));
  return app;
}
