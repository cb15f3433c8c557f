/** Every option of the gateway, once: its rule, its default, its variable, and what `docs/gateway-options.md` says of it. */
import { accessRightId } from '../../contract/sso-api.js';
import { linkAddress } from '../../contract/rich-text.js';
import { isRecord } from '../../contract/json.js';
import { maxCode, shortestPassword } from '../../contract/names.js';
import { accessToken } from './access-token-options.js';
import { hideAccountsValues, hideTakenEmail } from './existing-account-options.js';
import { captcha } from './captcha-options.js';
import type { GatewayOptions } from './gateway-options.js';
import { limitChanges, limitModes } from './limit-options.js';
import * as rules from './rules.js';
import { fn, isTexts, may, must, type Rule, whole } from './rules.js';

/** How the command reads a variable or a flag. A list is separated by commas. */
export type Kind = 'text' | 'list' | 'number' | 'flag';

export interface OptionEntry {
  rule: Rule;
  /** Sentences for the page; the first one is the command's help, too. */
  about: string;
  /** As the interface writes it. */
  type: string;
  unit?: 'seconds' | 'milliseconds';
  /** What an absent option stands for. Without `default` and `absent` the option is required. */
  default?: unknown;
  /** The same in words, where it is no plain value. */
  absent?: string;
  /** The command's environment variable; its flag has the option's name. */
  env?: string;
  kind?: Kind;
  /** Taken from the environment alone: others can read a process's flags. */
  secret?: true;
}

const origins = 'as `https://www.example.com`; http on loopback only';

export const optionTable = {
  apiUrl: {
    rule: must((value) => {
      const url = rules.urlOf(value);
      return url !== undefined && rules.isSafe(url) && !url.search && !url.hash && !url.username && !url.password;
    }, 'must be an https address (http on loopback only) without query, fragment and user'),
    about: "The hosted API's server address with its path, as `https://…/api/v3.0`; http on loopback only.",
    type: 'string',
    env: 'SSO_API_URL',
    kind: 'text',
  },
  apiToken: {
    rule: must(
      (value) => typeof value === 'function' || (rules.isText(value) && /^[\x21-\x7e]+$/.test(value)),
      'must be the secret token, of visible ASCII characters, or a function that returns it',
    ),
    about:
      "The merchant's secret token for the hosted API, or a function that returns it, so that a renewed one needs no restart. The function is called for each operation, within its time limit: it should keep what it read. After a refusal it is asked again; another token is then tried once.",
    type: 'string | (() => string | Promise<string>)',
    env: 'SSO_API_TOKEN',
    kind: 'text',
    secret: true,
  },
  origins: {
    rule: must(
      (value) => isTexts(value) && value.length > 0 && value.every(rules.isOrigin),
      'must list one or more origins as https://host (http on loopback only), without a path or a slash at the end',
    ),
    about: `The site's own origins, each ${origins}. Calls of a page on any other are refused, and logged as \`origin-unlisted\`.`,
    type: 'readonly string[]',
    env: 'SSO_ORIGINS',
    kind: 'list',
  },
  secrets: {
    rule: must(
      (value) =>
        isTexts(value) && value.length > 0 && value.every(rules.isSecret) && new Set(value).size === value.length,
      'must list one or more different secrets of 32 random characters or more, as `sso-elements-gateway secret` makes them',
    ),
    about:
      'Keys that seal cookies, each of 32 random characters or more, as `sso-elements-gateway secret` prints one; the first one seals, all of them unseal. To rotate them without signing anybody out, see [cookies](cookies.md#rotating-secrets).',
    type: 'readonly string[]',
    env: 'SSO_SECRETS',
    kind: 'list',
    secret: true,
  },
  basePath: {
    rule: may(
      (value) => rules.isText(value) && /^(\/|(\/[\w.~-]+)*)$/.test(value),
      'must begin with a slash and not end with one',
    ),
    about: "The path below which the gateway serves its calls; `''` is the root.",
    type: 'string',
    default: '/sso',
    env: 'SSO_BASE_PATH',
    kind: 'text',
  },
  publicPath: {
    rule: may(
      (value) => rules.isText(value) && /^(\/|(\/[\w.~-]+)*)$/.test(value),
      'must begin with a slash and not end with one',
    ),
    about: 'The path at which browsers reach the gateway, where a proxy changes it; links in e-mails lead there.',
    type: 'string',
    absent: '`basePath`',
    env: 'SSO_PUBLIC_PATH',
    kind: 'text',
  },
  returnPaths: {
    rule: may(rules.isPaths, 'must list paths that begin with one slash, without query and fragment'),
    about:
      "Path prefixes that readers may return to after signing in, on the page's own origin. A prefix ends at a segment: `/account` allows `/account/data`, not `/accounts`.",
    type: 'readonly string[]',
    default: ['/'],
    env: 'SSO_RETURN_PATHS',
    kind: 'list',
  },
  verificationPaths: {
    rule: may(rules.isPaths, 'must list paths that begin with one slash, without query and fragment'),
    about: "Path prefixes of the pages that a link in an e-mail may lead to, on the site's own origins.",
    type: 'readonly string[]',
    default: [],
    env: 'SSO_VERIFICATION_PATHS',
    kind: 'list',
  },
  linkParameters: {
    rule: may(
      (value) =>
        isRecord(value) &&
        rules.onlyHas(value, ['token', 'code']) &&
        rules.isName(value['token']) &&
        rules.isName(value['code']) &&
        value['token'] !== value['code'],
      'must be two different names as { token, code }, of letters, digits, dot, dash and underscore, and not sso_seal',
    ),
    about: 'What the hosted API calls the step token and the code in the link of an e-mail.',
    type: '{ token: string; code: string }',
    default: { token: 'token', code: 'verificationToken' },
    env: 'SSO_LINK_PARAMETERS',
    kind: 'list',
  },
  resendAfter: {
    rule: whole(1, 300),
    about: 'How long a reader waits before asking for another code; each request doubles the wait, up to 300.',
    type: 'number',
    unit: 'seconds',
    default: 30,
    env: 'SSO_RESEND_AFTER',
    kind: 'number',
  },
  codeLength: {
    rule: whole(1, maxCode),
    about:
      'How many characters the codes have that the hosted API sends by e-mail and SMS, at most 6. A shorter one is not sent by the elements, and one of this length is found in a pasted sentence.',
    type: 'number',
    default: maxCode,
    env: 'SSO_CODE_LENGTH',
    kind: 'number',
  },
  hideAccounts: {
    rule: rules.oneOf(...hideAccountsValues),
    about:
      'What strangers cannot find out: `strict`, who has an account, and whether it is inactive, deactivated or blocked; `existence`, only the former; `off`, nothing is hidden. See [accounts](accounts.md).',
    type: 'HideAccounts',
    default: 'strict',
    env: 'SSO_HIDE_ACCOUNTS',
    kind: 'text',
  },
  hideTakenEmail: {
    rule: hideTakenEmail,
    about: 'Also hides at registration that an e-mail address has an account. Needs `onExistingAccount`.',
    type: 'boolean',
    default: false,
  },
  onExistingAccount: {
    rule: fn,
    about:
      'Called when somebody registers with an address that has an account, which they are not told; once in ten minutes for an address. Mail its owner. No answer waits for it.',
    type: '(event: ExistingAccount) => void | Promise<void>',
    absent: 'nobody is notified',
  },
  answerSlot: {
    rule: whole(0, 5000),
    about:
      'Answers that could tell by their timing who has an account leave at multiples of this time, from the request on; those behind which the hosted API may send a code, at multiples of twice this time. With 0 they leave at once.',
    type: 'number',
    unit: 'milliseconds',
    default: 500,
    env: 'SSO_ANSWER_SLOT',
    kind: 'number',
  },
  codeTries: {
    rule: whole(1, 20),
    about:
      'How often a code can be tried that confirms who forgot a password, or registers where `hideTakenEmail` is on. At most as often as the hosted API allows.',
    type: 'number',
    default: 5,
    env: 'SSO_CODE_TRIES',
    kind: 'number',
  },
  codeLifetime: {
    rule: whole(60, 900),
    about: 'How long such a code can be used, 60 at least. At most as long as the hosted API allows.',
    type: 'number',
    unit: 'seconds',
    default: 900,
    env: 'SSO_CODE_LIFETIME',
    kind: 'number',
  },
  optIn: {
    rule: rules.optIn,
    about: 'How an advertising consent is stored: the channels and the status.',
    type: 'OptInOptions',
    default: { channels: ['EMAIL'], status: 'SINGLE_OPT_IN', confirmationMailNamesConsent: false },
  },
  onConsent: {
    rule: fn,
    about:
      'Called with each choice and with its outcome, at least once. A sign-in waits for it, 2 seconds at most; after a failure it is called again later.',
    type: '(event: ConsentEvent) => void | Promise<void>',
    absent: 'nobody is notified',
  },
  onAudit: {
    rule: fn,
    about:
      'Called with each sign-in, failed sign-in, registration, new password, consent and end of a session, see [audit](audit.md). No call waits for it; what it does not take within 10 seconds is lost, and logged. Its events are personal data.',
    type: '(event: AuditEvent) => void | Promise<void>',
    absent: 'nobody is notified',
  },
  sites: {
    rule: rules.sites,
    about:
      "The merchant's other sites that sessions go to and come from: their origins, each as `https://shop.example.com`. With `endpoint`, the address of that site's gateway, where its path differs from this one's `publicPath`. Each of the sites has to list the other.",
    type: 'readonly (string | { origin: string; endpoint: string })[]',
    default: [],
    env: 'SSO_SITES',
    kind: 'list',
  },
  sources: {
    rule: may(
      (value) => isTexts(value) && value.every((source) => source.length >= 1 && source.length <= 200),
      'must list texts of 1 to 200 characters',
    ),
    about: "Values of an element's `source` that are passed on to the hosted API's log.",
    type: 'readonly string[]',
    default: [],
    env: 'SSO_SOURCES',
    kind: 'list',
  },
  contact: {
    rule: may((value) => linkAddress.safeParse(value).success, 'must be an http, https or mailto address'),
    about: 'Where readers get help: an http, https or mailto address.',
    type: 'string',
    absent: 'none is offered',
    env: 'SSO_CONTACT',
    kind: 'text',
  },
  language: {
    rule: may((value) => rules.isText(value) && /^[a-z]{2}$/.test(value), 'must be two small letters (ISO 639-1)'),
    about: "The ISO 639-1 code of the merchant's texts where a page does not name its language.",
    type: 'string',
    default: 'en',
    env: 'SSO_LANGUAGE',
    kind: 'text',
  },
  languages: {
    rule: may(
      (value) =>
        isTexts(value) &&
        value.length > 0 &&
        value.length <= 20 &&
        value.every((language) => /^[a-z]{2}$/.test(language)),
      'must list 1 to 20 languages of two small letters (ISO 639-1)',
    ),
    about:
      "The languages in which the merchant's settings and texts are read, beside `language`, at most 20. A page in any other gets them in `language`.",
    type: 'readonly string[]',
    default: ['de', 'en'],
    env: 'SSO_LANGUAGES',
    kind: 'list',
  },
  sessionMaxAge: {
    rule: whole(1, 400 * 86_400),
    about: 'How long a session lives after the sign-in, however much it is used; at most 400 days.',
    type: 'number',
    unit: 'seconds',
    default: 90 * 86_400,
    env: 'SSO_SESSION_MAX_AGE',
    kind: 'number',
  },
  sessionIdleMaxAge: {
    rule: whole(1, 400 * 86_400),
    about: 'How long a session lives without being used; at most 400 days. It never outlives `sessionMaxAge`.',
    type: 'number',
    unit: 'seconds',
    default: 14 * 86_400,
    env: 'SSO_SESSION_IDLE_MAX_AGE',
    kind: 'number',
  },
  offerStaySignedIn: {
    rule: rules.yesOrNo,
    about:
      'Offers the box “Stay signed in”, unticked. Who leaves it so is signed out when the browser ends its own session, and at the latest as everybody else.',
    type: 'boolean',
    default: false,
    env: 'SSO_OFFER_STAY_SIGNED_IN',
    kind: 'flag',
  },
  adoptUntil: {
    rule: may(rules.isDay, 'must be a day, as 2027-03-31'),
    about:
      'Until the end of which day (UTC), as `2027-03-31`, browsers take over the session of the iframe that was here before, once each; for the weeks after a launch. See [moving from the iframe](moving-from-the-iframe.md#nobody-is-signed-out).',
    type: 'string',
    absent: 'never',
    env: 'SSO_ADOPT_UNTIL',
    kind: 'text',
  },
  passwordMinLength: {
    rule: whole(shortestPassword, 64),
    about:
      'The fewest characters of a new password, 8 to 64; at most it has 100. Signing in knows no fewest: old passwords stay good. See [passwords](passwords.md).',
    type: 'number',
    default: shortestPassword,
    env: 'SSO_PASSWORD_MIN_LENGTH',
    kind: 'number',
  },
  passwordWords: {
    rule: may(
      (value) => isTexts(value) && value.length <= 50 && value.every((word) => word.length >= 4 && word.length <= 100),
      'must list at most 50 words of 4 to 100 characters',
    ),
    about:
      "Words that a new password must not consist of, beside the reader's own names and the hosts of `origins`: the title, the town, each of 4 to 100 characters, at most 50.",
    type: 'readonly string[]',
    default: [],
    env: 'SSO_PASSWORD_WORDS',
    kind: 'list',
  },
  breachCheck: {
    rule: rules.oneOf('off', 'open', 'closed'),
    about:
      'Whether new passwords are looked up among those that are known from breaches; five characters of a hash leave the gateway. While the service is out of reach, `open` accepts a password, and `closed` does not. See [passwords](passwords.md#known-from-a-breach).',
    type: "'off' | 'open' | 'closed'",
    default: 'off',
    env: 'SSO_BREACH_CHECK',
    kind: 'text',
  },
  breachCheckUrl: {
    rule: may(
      rules.isFolder,
      'must be an https address (http on loopback only) that ends with a slash, without query, fragment and user',
    ),
    about: 'Where `breachCheck` asks: the address to which the five characters are appended; http on loopback only.',
    type: 'string',
    default: 'https://api.pwnedpasswords.com/range/',
    env: 'SSO_BREACH_CHECK_URL',
    kind: 'text',
  },
  breachCheckTimeout: {
    rule: whole(1, 5000),
    about: 'How long that may take, at most 5,000.',
    type: 'number',
    unit: 'milliseconds',
    default: 1000,
    env: 'SSO_BREACH_CHECK_TIMEOUT',
    kind: 'number',
  },
  changePasswordPage: {
    rule: may(rules.isPage, 'must be a path that begins with one slash, or an https address (http on loopback only)'),
    about:
      'The page on which a reader changes a password, as `/password` or a whole address: `/.well-known/change-password` leads there, to which password managers send readers. See [passwords](passwords.md#where-to-change-a-password).',
    type: 'string',
    absent: 'that address is not found',
    env: 'SSO_CHANGE_PASSWORD_PAGE',
    kind: 'text',
  },
  inEmergency: {
    rule: rules.oneOf('open', 'closed'),
    about:
      'What `hasAccess` and `requireSession` do in an emergency, and where the hosted API cannot say who a reader is or what was bought: `open` lets readers in, as the elements then tell them; `closed` does not. See [paywall](paywall.md#when-nobody-can-say).',
    type: "'open' | 'closed'",
    default: 'open',
    env: 'SSO_IN_EMERGENCY',
    kind: 'text',
  },
  accessMaxAge: {
    rule: whole(0, 3600),
    about:
      'How long it counts that a customer has an access right, at most an hour; that a customer has none counts for 10 seconds at most. With 0 the hosted API is asked for each page.',
    type: 'number',
    unit: 'seconds',
    default: 60,
    env: 'SSO_ACCESS_MAX_AGE',
    kind: 'number',
  },
  sessionRights: {
    rule: may(
      (value) => isTexts(value) && value.length <= 5 && value.every((id) => accessRightId.safeParse(id).success),
      'must list at most 5 IDs of access rights, each of 2 to 30 letters, digits and dashes',
    ),
    about:
      'IDs of access rights, at most 5: `GET session` says which of them the reader has, for pages to show. It protects nothing, see [paywall](paywall.md#for-show-in-the-browser).',
    type: 'readonly string[]',
    default: [],
    env: 'SSO_SESSION_RIGHTS',
    kind: 'list',
  },
  accessToken: {
    rule: accessToken,
    about:
      'Signs a short-lived token that says who reads, in a cookie of its own, which a server at the edge can check without a call; see [paywall](paywall.md#at-the-edge). Nobody can take one back before its time.',
    type: 'AccessTokenOptions',
    absent: 'there is none',
  },
  captcha: {
    rule: captcha,
    about:
      'Has readers prove by a captcha that they are human; the gateway checks it. Each start of a process needs one, or only those that look like an attack. See [captcha](captcha.md).',
    type: 'CaptchaOptions',
    absent: 'there is none',
  },
  settingsMaxAge: {
    rule: whole(0, 86_400),
    about:
      "How long the merchant's settings are cached, at most a day. Then they are refreshed while one more request gets them as they were. With 0 they are read for each page.",
    type: 'number',
    unit: 'seconds',
    default: 60,
    env: 'SSO_SETTINGS_MAX_AGE',
    kind: 'number',
  },
  timeout: {
    rule: whole(1, 60_000),
    about:
      'How long the gateway waits for the hosted API, at most 60,000: for all operations together that one call makes, from the first of them on. What calls share, such as settings and the validation of a session, has this time anew. For the gateway of another site, 5,000 at most.',
    type: 'number',
    unit: 'milliseconds',
    default: 8000,
    env: 'SSO_TIMEOUT',
    kind: 'number',
  },
  bodyTimeout: {
    rule: whole(1, 60_000),
    about:
      'Within what time the body of a request has to arrive, at most 60,000. Who is slower gets `invalid-request`.',
    type: 'number',
    unit: 'milliseconds',
    default: 10_000,
    env: 'SSO_BODY_TIMEOUT',
    kind: 'number',
  },
  fetch: {
    rule: fn,
    about:
      'Makes the requests to the hosted API, to the gateways of the other `sites`, and to the service of the `captcha`.',
    type: 'Fetch',
    absent: 'the global `fetch`',
  },
  now: {
    rule: fn,
    about: 'The clock, in milliseconds since 1970.',
    type: '() => number',
    absent: '`Date.now`',
  },
  timer: {
    rule: rules.port('now', 'wait'),
    about: 'Measures and waits for `answerSlot`.',
    type: 'TimerPort',
    absent: 'a clock of the process, and `setTimeout`',
  },
  random: { rule: fn, about: 'Makes random bytes.', type: 'Random', absent: '`crypto.getRandomValues`' },
  store: {
    rule: rules.port('get', 'set', 'add', 'delete'),
    about:
      'What instances share: cached settings, wordings, sign-outs, codes for other sites, and leases on pieces of work.',
    type: 'Store',
    absent: "this process's memory",
  },
  limits: {
    rule: rules.port('count', 'read', 'reset'),
    about: 'Counts what strangers try, see [limits](limits.md).',
    type: 'LimitsPort',
    absent:
      'in memory with `serveGateway`, `nodeHandler` and the command; elsewhere nobody counts, and the start logs `limits-missing`',
  },
  limitMode: {
    rule: rules.oneOf(...limitModes),
    about:
      'Whether limits hold (`enforce`), are only counted and logged (`log`: for the first week), or are not counted at all (`off`: where something in front does it).',
    type: 'LimitMode',
    default: 'enforce',
    env: 'SSO_LIMIT_MODE',
    kind: 'text',
  },
  limitChanges: {
    rule: limitChanges,
    about: 'Changes of the [table of limits](limits.md#the-table), by name.',
    type: 'LimitChanges',
    absent: 'none',
  },
  cookies: {
    rule: rules.port('read', 'write'),
    about: 'Where cookies are read and written.',
    type: 'CookiePort',
    absent: 'HTTP headers',
  },
  facts: {
    rule: fn,
    about: 'What is known of the sender of a request.',
    type: 'ClientFactsPort',
    absent: 'HTTP headers, and the `address` that the host passes to `fetch`',
  },
  devCookies: {
    rule: (value, { origins: given }) => {
      if (value === undefined || value === false) return undefined;
      if (value !== true) return 'must be true or false';
      const local = Array.isArray(given) && given.every(rules.isLocalOrigin);
      return local ? undefined : 'can only be used where every origin is http on localhost or loopback';
    },
    about:
      'Drops `__Host-` and `Secure` from cookies, for browsers that refuse those on http://localhost. Only where every origin is http on loopback.',
    type: 'boolean',
    default: false,
    env: 'SSO_DEV_COOKIES',
    kind: 'flag',
  },
  log: {
    rule: fn,
    about:
      'Takes the lines of the log, see [reading the log](logs.md). With a member `level`, `warn` or `error`, it gets no line below.',
    type: 'Log',
    absent: 'warnings and errors go to the console, as JSON lines',
  },
  observe: {
    rule: fn,
    about:
      'Is told what happens, for metrics: `observe` of `createMetrics()`, or a function of yours, see [metrics](metrics.md). It should only count: calls go on behind it.',
    type: '(observation: Observation) => void',
    absent: 'nobody counts',
  },
} as const satisfies Record<keyof GatewayOptions, OptionEntry>;
