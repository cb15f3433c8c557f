/**
 * Whether a password is known from a breach, without telling anybody which one is asked for: five characters of its SHA-1 go out, all hashes
 * that begin so come back, and the rest is compared here (k-anonymity; the range API of Have I Been Pwned).
 */
import { readUtf8 } from '../base/bytes.js';
import { type Deadline, inTime, within } from '../base/deadline.js';
import { Failure } from '../base/failure.js';
import type { Log } from '../base/log.js';
import type { Fetch } from '../base/ports.js';
import { isRedirect, send } from '../upstream/exchange.js';
import { reasonOf } from '../upstream/network-errors.js';

/** Characters of the hash that are sent. */
const sent = 5;
/** Bytes: a padded answer has some 40,000. */
const longestAnswer = 200_000;
const line = /^([0-9A-F]{35}):(\d+)$/;

/** What the gateway's options say of it. */
export interface BreachCheckOptions {
  breachCheck: 'off' | 'open' | 'closed';
  breachCheckUrl: string;
  /** Milliseconds. */
  breachCheckTimeout: number;
  fetch: Fetch;
  /** Milliseconds since 1970. */
  now: () => number;
}

async function sha1(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-1', new TextEncoder().encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
}

/** Whether an answer lists the rest of a hash. Padding has a count of 0. `undefined`: it is no such answer. */
function lists(answer: string, rest: string): boolean | undefined {
  const rows = answer
    .trim()
    .split(/\r?\n/)
    .map((row) => line.exec(row));
  if (rows.includes(null)) return undefined;
  return rows.some((row) => row?.[1] === rest && Number(row[2]) > 0);
}

/**
 * Returns a function that says whether a password is known from a breach. While nobody can say, `open` lets it pass, and `closed` has the function
 * throw `password-unchecked`; both are logged.
 */
export function createBreachCheck(options: BreachCheckOptions) {
  const { breachCheck, breachCheckUrl, breachCheckTimeout, fetch, now } = options;

  async function ask(hash: string, signal: AbortSignal): Promise<boolean | string> {
    const response = await send(fetch, breachCheckUrl + hash.slice(0, sent), {
      method: 'GET',
      // Without padding, the length of an answer would tell someone on the way which one it is. The service refuses whoever has no name, and
      // workers send none by themselves.
      headers: { 'add-padding': 'true', accept: 'text/plain', 'user-agent': 'sso-elements-server' },
      signal,
    });
    const isMeant = response.status === 200 && !isRedirect(response);
    const text = isMeant ? await readUtf8(response, longestAnswer) : undefined;
    if (text !== undefined) return lists(text, hash.slice(sent)) ?? 'not as the service answers';
    void response.body?.cancel().catch(() => undefined);
    return isMeant ? 'too long' : `status ${response.status}`;
  }

  return async (password: string, { deadline, log }: { deadline: Deadline; log: Log }): Promise<boolean> => {
    if (breachCheck === 'off') return false;
    const started = now();
    let known: boolean | string;
    try {
      known = await inTime(within(deadline, breachCheckTimeout), async (signal) => ask(await sha1(password), signal));
    } catch (error) {
      known = error instanceof Failure ? 'timeout' : reasonOf(error);
    }
    if (typeof known === 'boolean') return known;
    const outcome = breachCheck === 'open' ? 'accepted' : 'refused';
    log({ level: 'error', event: 'breach-check-failed', outcome, reason: known, milliseconds: now() - started });
    if (breachCheck === 'open') return false;
    throw new Failure('password-unchecked');
  };
}
