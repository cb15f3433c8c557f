/** The gateway's options, checked once at start. */
import type { OptInOptions } from './consent-options.js';
import { type ResolvedCaptcha, resolveCaptcha } from './captcha-options.js';
import { type AccessTokenOptions, longestAccessToken } from './access-token-options.js';
import { httpCookies, type OwnCookiePort } from '../request/cookies.js';
import { consoleLog, type Log } from '../base/log.js';
import type { PlainRequest } from '../base/plain-request.js';
import type { ClientFacts, DirectInit, Fetch } from '../base/ports.js';
import { memoryStore } from '../base/memory-store.js';
import { processTimer } from './process-timer.js';
import { pooledRandom } from './random-pool.js';
import { faultsOf } from './check-options.js';
import type { GatewayOptions } from './gateway-options.js';
import { guardClock, guardCookies, guardFacts, guardLog, guardRandom, guardStore } from './guard-ports.js';
import { type HealthNotes, createHealthNotes } from '../observing/api-health.js';
import { createObserve } from '../observing/observe.js';
import { optionTable as table } from './option-table.js';

type Optional =
  | 'contact'
  | 'adoptUntil'
  | 'onConsent'
  | 'onAudit'
  | 'onExistingAccount'
  | 'accessToken'
  | 'captcha'
  | 'changePasswordPage'
  | 'limits';
/** Every option with its value. */
export type ResolvedOptions = Required<Omit<GatewayOptions, Optional | 'optIn' | 'sites' | 'cookies' | 'facts'>> & {
  cookies: OwnCookiePort;
  facts: (request: PlainRequest, env?: unknown) => ClientFacts;
  contact: string | undefined;
  /** Milliseconds since 1970. */
  adoptUntil: number | undefined;
  onConsent: GatewayOptions['onConsent'];
  onAudit: GatewayOptions['onAudit'];
  /** Whether an operator observes, for what costs something to be told. */
  isObserved: boolean;
  health: HealthNotes;
  changePasswordPage: string | undefined;
  limits: GatewayOptions['limits'];
  onExistingAccount: GatewayOptions['onExistingAccount'];
  accessToken: (Required<AccessTokenOptions> & { issuer: string }) | undefined;
  captcha: ResolvedCaptcha | undefined;
  optIn: Required<OptInOptions>;
  sites: readonly { origin: string; endpoint: string }[];
};

/** Looked up at each call, so that a global that is replaced later (instrumentation) is the one used. */
const globalFetch: Fetch = Object.assign((request: Request) => globalThis.fetch(request), {
  direct: (url: string, init: DirectInit) => globalThis.fetch(url, init),
});

/** Fills in the defaults. Throws an `Error` that lists every fault; a value is never repeated, since it can be a secret. */
export function resolveOptions(given: GatewayOptions): ResolvedOptions {
  const faults = faultsOf(given);
  if (faults.length > 0)
    throw new Error(`The gateway's options are wrong:\n${faults.map((fault) => `- ${fault}`).join('\n')}`);
  const now = given.now ? guardClock(given.now) : Date.now;
  const health = createHealthNotes();
  const log: Log = guardLog(given.log ?? consoleLog, now, (observation) => observe(observation));
  const observe = createObserve({ own: health.note, given: given.observe, log });
  const devCookies = given.devCookies ?? table.devCookies.default;
  const basePath = given.basePath === '/' ? '' : (given.basePath ?? table.basePath.default);
  const publicPath = given.publicPath === '/' ? '' : (given.publicPath ?? basePath);
  const [site = ''] = given.origins;
  return {
    ...given,
    apiUrl: given.apiUrl.replace(/\/+$/, ''),
    basePath,
    publicPath,
    returnPaths: given.returnPaths ?? table.returnPaths.default,
    sources: given.sources ?? table.sources.default,
    contact: given.contact,
    language: given.language ?? table.language.default,
    languages: given.languages ?? table.languages.default,
    verificationPaths: given.verificationPaths ?? table.verificationPaths.default,
    linkParameters: given.linkParameters ?? table.linkParameters.default,
    resendAfter: given.resendAfter ?? table.resendAfter.default,
    codeLength: given.codeLength ?? table.codeLength.default,
    optIn: { ...table.optIn.default, ...given.optIn },
    onConsent: given.onConsent,
    onAudit: given.onAudit,
    hideAccounts: given.hideAccounts ?? table.hideAccounts.default,
    hideTakenEmail: given.hideTakenEmail ?? table.hideTakenEmail.default,
    onExistingAccount: given.onExistingAccount,
    answerSlot: given.answerSlot ?? table.answerSlot.default,
    codeTries: given.codeTries ?? table.codeTries.default,
    codeLifetime: given.codeLifetime ?? table.codeLifetime.default,
    sites: (given.sites ?? table.sites.default).map((site) =>
      typeof site === 'string' ? { origin: site, endpoint: site + publicPath } : site,
    ),
    sessionMaxAge: given.sessionMaxAge ?? table.sessionMaxAge.default,
    sessionIdleMaxAge: given.sessionIdleMaxAge ?? table.sessionIdleMaxAge.default,
    offerStaySignedIn: given.offerStaySignedIn ?? table.offerStaySignedIn.default,
    // To the end of the day.
    adoptUntil: given.adoptUntil === undefined ? undefined : Date.parse(`${given.adoptUntil}T00:00:00Z`) + 86_400_000,
    passwordMinLength: given.passwordMinLength ?? table.passwordMinLength.default,
    passwordWords: given.passwordWords ?? table.passwordWords.default,
    breachCheck: given.breachCheck ?? table.breachCheck.default,
    breachCheckUrl: given.breachCheckUrl ?? table.breachCheckUrl.default,
    breachCheckTimeout: given.breachCheckTimeout ?? table.breachCheckTimeout.default,
    changePasswordPage: given.changePasswordPage,
    inEmergency: given.inEmergency ?? table.inEmergency.default,
    accessMaxAge: given.accessMaxAge ?? table.accessMaxAge.default,
    sessionRights: given.sessionRights ?? table.sessionRights.default,
    accessToken: given.accessToken && {
      audience: site,
      maxAge: longestAccessToken,
      rights: [],
      ...given.accessToken,
      issuer: site + publicPath,
    },
    captcha: resolveCaptcha(given.captcha),
    settingsMaxAge: given.settingsMaxAge ?? table.settingsMaxAge.default,
    timeout: given.timeout ?? table.timeout.default,
    bodyTimeout: given.bodyTimeout ?? table.bodyTimeout.default,
    fetch: given.fetch ?? globalFetch,
    now,
    timer: given.timer ?? processTimer,
    random: guardRandom(given.random ?? pooledRandom()),
    store: given.store ? guardStore(given.store, log, observe) : memoryStore(now),
    limits: given.limits,
    limitMode: given.limitMode ?? table.limitMode.default,
    limitChanges: given.limitChanges ?? {},
    cookies: guardCookies(given.cookies, httpCookies(devCookies)),
    facts: guardFacts(given.facts),
    devCookies,
    log,
    observe,
    isObserved: given.observe !== undefined,
    health,
  };
}
