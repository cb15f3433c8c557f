/** Taking over the session of the iframe that was here before, once in each browser: the page's part of `POST session/adopt`. */
import { type Client, createClient, neverRejecting, type Reply } from '../../client/client.js';
import { hasMarker, readableCookies } from '../../client/markers.js';
import { setMarker } from '../../client/set-marker.js';
import { siteUrl } from '../../client/site-url.js';
import type { Problem } from '../../contract/answer.js';
import { OldFrameSilent } from './old-frame.js';
import { announceSessionChange } from './session-channel.js';

/** How to get at the session of the old iframe. */
export interface AdoptOptions {
  /**
   * Gets a transfer token of the session of the old iframe, from whoever can make one: called only where there is something to take over. Returns
   * `undefined` where it is known that nobody is signed in there, and is not called again in this browser then. It may be after it rejects, or after 20
   * seconds: a minute later, and a day after it rejects with `OldFrameSilent`, three times in all.
   * **Never take the token from the page's address**: anybody could sign your readers in as somebody else by a link.
   *
   * @param signal gives up
   */
  transferToken: (signal: AbortSignal) => Promise<string | undefined>;
  /** Address of the gateway, on the page's own origin. Default: `/sso`. */
  endpoint?: string;
  /** Makes the call in place of the built-in client. */
  client?: Client;
}

/**
 * What became of it. `adopted`: the reader is signed in. `signed-out`: nobody is signed in at the old iframe. `refused`: the reader has to sign in.
 * None of them comes twice in a browser. `not-due`: it was tried before, somebody is signed in or has begun to, or this browser keeps no cookies.
 * `silent`: the old iframe told of nobody in time; it is tried again a day later, and after the third time it is `signed-out`. `failed`: it is tried
 * again on a later page.
 */
export type Adoption = 'adopted' | 'signed-out' | 'refused' | 'not-due' | 'silent' | 'failed';

/** Milliseconds for the page's own way to a token. */
const timeLimit = 20_000;
/** Seconds without another try: after a fault that passes, and after one that somebody has to mend. */
const pauses = { passing: 60, lasting: 3600 } as const;
/** Seconds for which it is known that nobody was signed in at the old iframe; browsers keep no cookie for longer. */
const known = 400 * 86_400;
/** Seconds without another try after the old iframe told of nobody, times that are enough, and seconds for which they are counted. */
const silence = { pause: 86_400, times: 3, counted: 30 * 86_400 } as const;
/** What the gateway or whoever runs it has to mend: it is not set up for this, or not here. */
const lasting: ReadonlySet<Problem['code']> = new Set([
  'not-found',
  'not-a-gateway',
  'invalid-request',
  'protocol-unknown',
  'request-refused',
  'domain-not-allowed',
  'misconfigured',
]);

const isDue = (): boolean => (['adopted', 'adopting', 'session', 'flow'] as const).every((name) => !hasMarker(name));

async function within(work: AdoptOptions['transferToken']): Promise<string | undefined> {
  const signal = AbortSignal.timeout(timeLimit);
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  });
  return Promise.race([work(signal), late]);
}

function noteSignedOut(): Adoption {
  setMarker('adopted', known);
  setMarker('adopting', 0);
  return 'signed-out';
}

/** Whoever is never told of would load the old script on each of their pages for weeks, so at some time it is enough. */
function noteSilence(): Adoption {
  const times = Number(/(?:^|; )sso_silent=(\d+)/.exec(readableCookies())?.[1] ?? 0) + 1;
  if (times >= silence.times) {
    setMarker('silent', 0);
    return noteSignedOut();
  }
  setMarker('silent', silence.counted, times);
  setMarker('adopting', silence.pause);
  return 'silent';
}

function outcomeOf(reply: Reply): Adoption {
  if (reply.kind === 'session') {
    announceSessionChange();
    return 'adopted';
  }
  const { code, retryAfter } = reply as Problem;
  // The gateway has marked the browser.
  if (code === 'transfer-refused') return 'refused';
  setMarker('adopting', Math.max(retryAfter ?? 0, lasting.has(code) ? pauses.lasting : pauses.passing));
  if (lasting.has(code))
    console.error(`sso-elements: no session could be taken over (${code}); see docs/moving-from-the-iframe.md.`);
  return 'failed';
}

/**
 * Takes over the session of the old iframe, if there is one and nobody is signed in: for the weeks after a launch. Once in each browser, and
 * on one page at a time. `<sso-session>` on this page and in other tabs follows, as after a sign-in. Never rejects.
 *
 * @example
 * ```ts
 * import { adoptSession, oldFrameSession } from 'sso-elements/adopt';
 *
 * declare function startOldFrame(): Promise<void>;
 *
 * void adoptSession({
 *   async transferToken(signal) {
 *     const session = await oldFrameSession({ event: 'vendorLoginSuccess', start: startOldFrame, signal });
 *     // A route of your own server, which asks the hosted API with its token.
 *     const response = await fetch('/old-session/transfer-token', { method: 'POST', body: session, signal });
 *     // It knows that this is the session of nobody.
 *     if (response.status === 204) return undefined;
 *     if (!response.ok) throw new Error('try again later');
 *     return response.text();
 *   },
 * });
 * ```
 */
export async function adoptSession(options: AdoptOptions): Promise<Adoption> {
  const { transferToken, endpoint, client } = options;
  if (!isDue()) return 'not-due';
  // Other tabs wait meanwhile, and a browser that does not keep it would keep no session either.
  setMarker('adopting', pauses.passing);
  if (!hasMarker('adopting')) return 'not-due';
  let token: string | undefined;
  try {
    token = await within(transferToken);
  } catch (error) {
    return error instanceof OldFrameSilent ? noteSilence() : 'failed';
  }
  if (token === undefined) return noteSignedOut();
  // Of a route, or of what stands before it, that is not ready yet: nothing is known.
  if (!token) return 'failed';
  // Somebody may have signed in meanwhile.
  if (hasMarker('session') || hasMarker('flow')) {
    setMarker('adopting', 0);
    return 'not-due';
  }
  const connection = client ? neverRejecting(client) : createClient(siteUrl(endpoint || '/sso').replace(/\/$/, ''));
  const outcome = outcomeOf(await connection('POST', 'session/adopt', { transferToken: token }));
  if (outcome !== 'failed') setMarker('adopting', 0);
  return outcome;
}
