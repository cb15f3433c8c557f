/** The gateway's options, checked once at start. */
import type { Random } from '../base/bytes.js';
import type { ConsentEvent, OptInOptions } from './consent-options.js';
import { httpCookies } from '../request/cookies.js';
import { httpFacts } from '../request/client-facts.js';
import { consoleLog, type Log } from '../base/log.js';
import { memoryStore } from '../base/memory-store.js';
import { faultsOf } from './option-rules.js';
import type { ClientFactsPort, CookiePort, Fetch, Store } from '../base/ports.js';

export interface GatewayOptions {
  /** The hosted API's server address with its path, as `https://…/api/v3.0`; http on loopback only. */
  apiUrl: string;
  /** The merchant's secret token for that API. */
  apiToken: string;
  /** The site's own origins, as `https://www.example.org`; http on loopback only. */
  origins: readonly string[];
  /** Keys that seal cookies, each of 32 characters or more. The first seals, all unseal: rotate by putting a new one in front. */
  secrets: readonly string[];
  /** Path under which the calls are served. Default: `/sso`. `''`: at the root. */
  basePath?: string;
  /** Path prefixes to which a reader may return after sign-in, on the page's own origin. Default: `['/']`, any path. */
  returnPaths?: readonly string[];
  /** Values of `source` that are handed to the hosted API's log. Default: none. */
  sources?: readonly string[];
  /** Where readers get help: an http(s) or mailto address. Default: none is offered. */
  contact?: string;
  /** ISO 639-1 code of texts where a page does not say its language. Default: `en`. */
  language?: string;
  /** Path prefixes of the pages to which a mailed link may lead, on the site's own origins. Default: none. */
  verificationPaths?: readonly string[];
  /** How the hosted API names step token and code in a mailed link. Default: `token` and `verificationToken`. */
  linkParameters?: { token: string; code: string };
  /** Seconds until a code may be sent again, doubled by each one, up to 5 minutes. Default: 30. */
  resendAfter?: number;
  /** How an opt-in is stored. Default: the channel `EMAIL` as `SINGLE_OPT_IN`. */
  optIn?: OptInOptions;
  /** Told of each choice and of what became of it, at least once. A sign-in waits for it, 2 s at most; what fails is told again later. */
  onConsent?: (event: ConsentEvent) => void | Promise<void>;
  /** Origins of the merchant's other sites that a session may be handed to, with the address of their `session/redeem`. Default: none. */
  transferOrigins?: readonly (string | { origin: string; redeem: string })[];
  /** Origins of the merchant's other sites from which a session is taken over. Default: none. */
  redeemFrom?: readonly string[];
  /** Seconds for which a sign-in is remembered, at most 400 days. Default: 30 days. */
  sessionMaxAge?: number;
  /** Seconds for which settings are kept, at most a day. Default: 60. 0: never; browsers ask each time. */
  settingsMaxAge?: number;
  /** Milliseconds to wait for the hosted API, 1 to 60,000. Default: 8000. */
  timeout?: number;
  /** Makes the requests to the hosted API. Default: the global `fetch`. */
  fetch?: Fetch;
  /** Milliseconds since 1970. Default: `Date.now`. */
  now?: () => number;
  /** Random bytes. Default: `crypto.getRandomValues`. */
  random?: Random;
  /** What instances share: cached settings, and who has which piece of work. Default: this process's memory. */
  store?: Store;
  /** Where cookies come from and go to. Default: HTTP headers. */
  cookies?: CookiePort;
  /** What is known of a sender. Default: HTTP headers, and `env.address`. */
  facts?: ClientFactsPort;
  /** Cookies without `__Host-` and Secure, for browsers that refuse those on http://localhost. Only where every origin is http on loopback. */
  devCookies?: boolean;
  /** Default: warnings and errors to the console, as JSON lines. */
  log?: Log;
}

type Optional = 'contact' | 'onConsent';
/** Every option with its value. */
export type ResolvedOptions = Required<Omit<GatewayOptions, Optional | 'optIn' | 'transferOrigins'>> & {
  contact: string | undefined;
  onConsent: GatewayOptions['onConsent'];
  optIn: Required<OptInOptions>;
  transferOrigins: readonly { origin: string; redeem: string }[];
};

/** Fills in the defaults. Throws an `Error` that lists every fault; a value is never repeated, since it can be a secret. */
export function resolveOptions(given: GatewayOptions): ResolvedOptions {
  const faults = faultsOf(given);
  if (faults.length > 0)
    throw new Error(`The gateway's options are wrong:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
  const now = given.now ?? Date.now;
  const devCookies = given.devCookies ?? false;
  const basePath = given.basePath === '/' ? '' : (given.basePath ?? '/sso');
  return {
    ...given,
    apiUrl: given.apiUrl.replace(/\/+$/, ''),
    basePath,
    returnPaths: given.returnPaths ?? ['/'],
    sources: given.sources ?? [],
    contact: given.contact,
    language: given.language ?? 'en',
    verificationPaths: given.verificationPaths ?? [],
    linkParameters: given.linkParameters ?? { token: 'token', code: 'verificationToken' },
    resendAfter: given.resendAfter ?? 30,
    optIn: { channels: ['EMAIL'], status: 'SINGLE_OPT_IN', confirmationMailNamesConsent: false, ...given.optIn },
    onConsent: given.onConsent,
    transferOrigins: (given.transferOrigins ?? []).map((site) =>
      typeof site === 'string' ? { origin: site, redeem: `${site}${basePath}/session/redeem` } : site,
    ),
    redeemFrom: given.redeemFrom ?? [],
    sessionMaxAge: given.sessionMaxAge ?? 30 * 86_400,
    settingsMaxAge: given.settingsMaxAge ?? 60,
    timeout: given.timeout ?? 8000,
    // Looked up at each call, so that a global that is replaced later (instrumentation) is the one used.
    fetch: given.fetch ?? ((request) => globalThis.fetch(request)),
    now,
    random: given.random ?? ((length) => crypto.getRandomValues(new Uint8Array(length))),
    store: given.store ?? memoryStore(now),
    cookies: given.cookies ?? httpCookies(devCookies),
    facts: given.facts ?? httpFacts,
    devCookies,
    log: given.log ?? consoleLog,
  };
}
