/** Whether a reader has solved the captcha that the operator has configured. */
import { Failure } from '../base/failure.js';
import type { Fetch } from '../base/ports.js';
import { singleFlight } from '../base/single-flight.js';
import type { ResolvedCaptcha } from '../options/captcha-options.js';
import type { RequestContext } from '../request/request-context.js';
import { type TokenVerdict, verifyCaptchaToken } from './verify-token.js';

/**
 * What is known of who sends a request. `excused`: the service is out of reach, and the operator lets readers in all the same; they are as
 * those of a site without a captcha.
 */
export type Humanity = 'proven' | 'unproven' | 'excused';

export interface Captcha {
  /**
   * Asks the service about a token. Without one nobody is proven; where the service is out of reach no page could get one. Throws
   * `captcha-unavailable` where the service is out of reach and `whenUnavailable` is `closed`.
   */
  readonly solve: (context: RequestContext, token: string | undefined) => Promise<Humanity>;
  /** Whether a start needs one, after so many failed ones lately. */
  readonly isDue: (failedStarts: number) => boolean;
  /** Whether every start needs one. */
  readonly isAlways: boolean;
}

/** Milliseconds for which it counts whether the service is within reach, where no token asks it. */
const looksEvery = 10_000;
/** No service has made this token: one that is within reach refuses it. */
const noToken = 'is-anybody-there';

/** `now` in milliseconds since 1970. */
export function createCaptcha(options: ResolvedCaptcha, { fetch, now }: { fetch: Fetch; now: () => number }): Captcha {
  const { provider, whenUnavailable, sendAddress } = options;
  /** Of one request there is one token, which counts once. */
  const asked = new WeakMap<RequestContext, Promise<Humanity>>();
  let lookedAt = -Infinity;
  let isAway = false;
  const share = singleFlight<unknown>();

  /** Asks, logs what went wrong, and remembers whether the service was within reach. */
  async function ask({ log }: RequestContext, token: string, address?: string): Promise<TokenVerdict['is']> {
    const started = now();
    const { is: found, ...details } = await verifyCaptchaToken({ token, address }, options, fetch);
    // What refuses a token that is well-formed and of nobody, and not as the service does, is not the service.
    const is = found === 'unclear' && token === noToken ? 'unavailable' : found;
    if ((is === 'refused' || is === 'unclear') && token !== noToken)
      log({ level: 'info', event: 'captcha-refused', provider, ...details });
    if (is === 'unclear') return is;
    lookedAt = now();
    isAway = is === 'unavailable';
    if (isAway)
      log({
        level: 'error',
        event: 'captcha-unavailable',
        provider,
        outcome: whenUnavailable === 'open' ? 'let through' : 'refused',
        milliseconds: lookedAt - started,
        ...details,
      });
    return is;
  }

  /**
   * Whether the service is out of reach: then a page cannot show the captcha, and no token comes by which that could be noticed. Readers who come at
   * once share a question.
   */
  async function looksAway(context: RequestContext): Promise<boolean> {
    if (now() - lookedAt >= looksEvery) await share('', () => ask(context, noToken));
    return isAway;
  }

  async function solve(context: RequestContext, token: string | undefined): Promise<Humanity> {
    const is =
      token === undefined ? undefined : await ask(context, token, sendAddress ? context.facts.address : undefined);
    if (is === 'human') return 'proven';
    if (is === 'refused' || !(is === 'unavailable' || (await looksAway(context)))) return 'unproven';
    if (whenUnavailable === 'closed') throw new Failure('captcha-unavailable');
    return 'excused';
  }

  return {
    solve(context, token) {
      const found = asked.get(context) ?? solve(context, token);
      asked.set(context, found);
      return found;
    },
    isAlways: options.when === 'always',
    isDue: (failedStarts) => options.when === 'always' || failedStarts >= options.failedStarts,
  };
}
