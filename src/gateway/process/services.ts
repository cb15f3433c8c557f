/** What all calls of a gateway share: made once by `createGateway`. */
import type { CallName } from '../../contract/calls.js';
import type { Process } from '../../contract/names.js';
import { type Captcha, createCaptcha } from '../captcha/captcha.js';
import { type Consents, createConsents } from '../consent/consents.js';
import { createOptInStore } from '../consent/opt-in-store.js';
import { createReaderConsents, type ReaderConsents } from '../consent/reader-consents.js';
import type { ResolvedOptions } from '../options/options.js';
import type { CallInput } from '../request/call-input.js';
import { createGatewayLimits, type GatewayLimits } from '../limits/gateway-limits.js';
import type { RequestContext } from '../request/request-context.js';
import { type AccessTokens, createAccessTokens } from '../sealed/access-token.js';
import { createNoteSkew } from '../sealed/clock-skew.js';
import { type CodeProofs, createCodeProofs } from '../sealed/code-proof.js';
import { createFlowCookies, type FlowCookies } from '../sealed/flow-cookies.js';
import { createJoinCookies, type JoinCookies } from '../sealed/join-cookies.js';
import { createLinkSeals, type LinkSeals } from '../sealed/link-seal.js';
import { createPendingConsentCookies } from '../sealed/pending-consent-cookies.js';
import { createSealer, type Sealer } from '../sealed/sealer.js';
import { createNoteUnreadable } from '../sealed/unreadable.js';
import { createSessionCookie } from '../sealed/session-cookie.js';
import { type AccessRights, createAccessRights } from '../session/access-rights.js';
import { createJoinCodes, type JoinCodes } from '../session/join-codes.js';
import { type AdoptionMark, createAdoptionMark, withAdoptionMark } from '../session/adoption-mark.js';
import { createSessions, type Sessions } from '../session/sessions.js';
import { createSignInDemands, type SignInDemands } from '../session/sign-in-demands.js';
import { withAccessTokens } from '../session/sessions-with-access-token.js';
import { createValidation, type Validation } from '../session/validate-session.js';
import { inListedLanguages } from '../settings/listed-languages.js';
import { createSettingsCache, type SettingsCache } from '../settings/settings-cache.js';
import { type ChangeCode, createChangeCode } from '../upstream/other-site.js';
import { createApiTokens } from '../upstream/api-token.js';
import { createUpstream, type Upstream } from '../upstream/upstream.js';
import { createNewPasswords, type NewPasswords } from '../passwords/new-passwords.js';
import { hidesFlow } from '../accounts/hidden-accounts.js';
import { createImageReader, type readBarCode } from './two-factor-image.js';

/** The gateway's parts. */
export interface Services {
  options: ResolvedOptions;
  sealer: Sealer;
  upstream: Upstream;
  settings: SettingsCache;
  flows: FlowCookies;
  sessions: Sessions;
  validation: Validation;
  adoption: AdoptionMark;
  demands: SignInDemands;
  access: AccessRights;
  /** `undefined`: there are none. */
  tokens: AccessTokens | undefined;
  consents: Consents;
  readerConsents: ReaderConsents;
  /** `undefined`: none is configured, or none is asked. */
  captcha: Captcha | undefined;
  links: LinkSeals;
  joins: JoinCookies;
  codes: JoinCodes;
  codeProofs: CodeProofs;
  changeCode: ChangeCode;
  newPasswords: NewPasswords;
  limits: GatewayLimits;
  /** Reads the bar code in a picture of the hosted API, a few times a second. */
  readBarCode: typeof readBarCode;
}

/** The calls of a process. */
export type CallsOf<P extends Process> = Extract<CallName, `${P}/${string}`>;

/** Call → its handler, which returns an answer of the contract or a whole response. Throws `Failure`. */
export type Handlers<N extends CallName> = {
  [K in N]: (context: RequestContext, input: CallInput<K>) => Promise<object | Response>;
};

/** Makes the parts of a gateway. */
export function createServices(options: ResolvedOptions): Services {
  const { now, log, random } = options;
  const prefix = options.devCookies ? '' : '__Host-';
  const sealer = createSealer(options.secrets, now);
  const tokens = createApiTokens(options.apiToken);
  const upstream = createUpstream({ ...options, apiToken: tokens });
  const limits = { idle: options.sessionIdleMaxAge, absolute: options.sessionMaxAge };
  const noteUnreadable = createNoteUnreadable(now);
  const noteSkew = createNoteSkew(now);
  const access = createAccessRights({ ...options, upstream, sealer, maxAge: options.accessMaxAge });
  const { accessToken } = options;
  const accessTokens = accessToken && createAccessTokens({ ...accessToken, prefix, now });
  const cookie = createSessionCookie({ prefix, sealer, now, limits });
  const validation = createValidation({ ...options, upstream });
  const plain = createSessions({
    cookie,
    validation,
    store: options.store,
    timeout: options.timeout,
    now,
    random,
    noteUnreadable,
    noteSkew,
    log,
  });
  const adoption = createAdoptionMark({ until: options.adoptUntil, now });
  const marking = withAdoptionMark(plain, adoption);
  const sessions =
    accessToken && accessTokens
      ? withAccessTokens(marking, { cookie, tokens: accessTokens, access, rights: accessToken.rights, log })
      : marking;
  const cache = createSettingsCache({
    ...options,
    upstream,
    get apiToken() {
      return tokens.latest;
    },
    maxAge: options.settingsMaxAge,
  });
  const settings = inListedLanguages(cache, options);
  const gatewayLimits = createGatewayLimits(options, sealer, prefix);
  const pending = createPendingConsentCookies({ prefix, sealer, now });
  const optIns = createOptInStore({ upstream });
  const consents = createConsents({ ...options, upstream, pending, sessions, settings, sealer, optIns });
  return {
    options,
    sealer,
    upstream,
    settings,
    flows: createFlowCookies({ prefix, sealer, now, random, noteUnreadable, noteSkew, isPadded: hidesFlow(options) }),
    sessions,
    validation,
    adoption,
    demands: createSignInDemands({ ...options, upstream }),
    access,
    tokens: accessTokens,
    consents,
    readerConsents: createReaderConsents({ options, upstream, settings, sealer, consents, optIns }),
    captcha: options.captcha && createCaptcha(options.captcha, options),
    links: createLinkSeals({ sealer, now, random }),
    joins: createJoinCookies({ prefix, sealer, now, random }),
    codes: createJoinCodes({ store: options.store, sealer, now, random }),
    codeProofs: createCodeProofs(sealer),
    changeCode: createChangeCode(options),
    newPasswords: createNewPasswords(options, (context, caller) => gatewayLimits.admit(context, 'breach', caller)),
    limits: gatewayLimits,
    readBarCode: createImageReader(now),
  };
}
