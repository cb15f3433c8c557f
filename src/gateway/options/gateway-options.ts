/** What an operator sets. The doc comments are those of the option table; a test holds them together. */
import type { Random } from '../base/bytes.js';
import type { Log } from '../base/log.js';
import type { ClientFactsPort, CookiePort, Fetch, LimitsPort, Store, TimerPort } from '../base/ports.js';
import type { AccessTokenOptions } from './access-token-options.js';
import type { CaptchaOptions } from './captcha-options.js';
import type { ConsentEvent, OptInOptions } from './consent-options.js';
import type { AuditEvent } from '../observing/audit-event.js';
import type { Observation } from '../observing/observation.js';
import type { LimitChanges, LimitMode } from './limit-options.js';
import type { ExistingAccount, HideAccounts } from './existing-account-options.js';

export interface GatewayOptions {
  /** The hosted API's server address with its path, as `https://…/api/v3.0`; http on loopback only. */
  apiUrl: string;
  /** The merchant's secret token for the hosted API, or a function that returns it, so that a renewed one needs no restart. The function is called for each operation, within its time limit: it should keep what it read. After a refusal it is asked again; another token is then tried once. */
  apiToken: string | (() => string | Promise<string>);
  /** The site's own origins, each as `https://www.example.com`; http on loopback only. Calls of a page on any other are refused, and logged as `origin-unlisted`. */
  origins: readonly string[];
  /** Keys that seal cookies, each of 32 random characters or more, as `sso-elements-gateway secret` prints one; the first one seals, all of them unseal. To rotate them without signing anybody out, see [cookies](cookies.md#rotating-secrets). */
  secrets: readonly string[];
  /** The path below which the gateway serves its calls; `''` is the root. Default: `'/sso'`. */
  basePath?: string;
  /** The path at which browsers reach the gateway, where a proxy changes it; links in e-mails lead there. Default: `basePath`. */
  publicPath?: string;
  /** Path prefixes that readers may return to after signing in, on the page's own origin. A prefix ends at a segment: `/account` allows `/account/data`, not `/accounts`. Default: `['/']`. */
  returnPaths?: readonly string[];
  /** Path prefixes of the pages that a link in an e-mail may lead to, on the site's own origins. Default: `[]`. */
  verificationPaths?: readonly string[];
  /** What the hosted API calls the step token and the code in the link of an e-mail. Default: `{ token: 'token', code: 'verificationToken' }`. */
  linkParameters?: { token: string; code: string };
  /** How long a reader waits before asking for another code; each request doubles the wait, up to 300. In seconds. Default: `30`. */
  resendAfter?: number;
  /** How many characters the codes have that the hosted API sends by e-mail and SMS, at most 6. A shorter one is not sent by the elements, and one of this length is found in a pasted sentence. Default: `6`. */
  codeLength?: number;
  /** What strangers cannot find out: `strict`, who has an account, and whether it is inactive, deactivated or blocked; `existence`, only the former; `off`, nothing is hidden. See [accounts](accounts.md). Default: `'strict'`. */
  hideAccounts?: HideAccounts;
  /** Also hides at registration that an e-mail address has an account. Needs `onExistingAccount`. Default: `false`. */
  hideTakenEmail?: boolean;
  /** Called when somebody registers with an address that has an account, which they are not told; once in ten minutes for an address. Mail its owner. No answer waits for it. Default: nobody is notified. */
  onExistingAccount?: (event: ExistingAccount) => void | Promise<void>;
  /** Answers that could tell by their timing who has an account leave at multiples of this time, from the request on; those behind which the hosted API may send a code, at multiples of twice this time. With 0 they leave at once. In milliseconds. Default: `500`. */
  answerSlot?: number;
  /** How often a code can be tried that confirms who forgot a password, or registers where `hideTakenEmail` is on. At most as often as the hosted API allows. Default: `5`. */
  codeTries?: number;
  /** How long such a code can be used, 60 at least. At most as long as the hosted API allows. In seconds. Default: `900`. */
  codeLifetime?: number;
  /** How an advertising consent is stored: the channels and the status. Default: `{ channels: ['EMAIL'], status: 'SINGLE_OPT_IN', confirmationMailNamesConsent: false }`. */
  optIn?: OptInOptions;
  /** Called with each choice and with its outcome, at least once. A sign-in waits for it, 2 seconds at most; after a failure it is called again later. Default: nobody is notified. */
  onConsent?: (event: ConsentEvent) => void | Promise<void>;
  /** Called with each sign-in, failed sign-in, registration, new password, consent and end of a session, see [audit](audit.md). No call waits for it; what it does not take within 10 seconds is lost, and logged. Its events are personal data. Default: nobody is notified. */
  onAudit?: (event: AuditEvent) => void | Promise<void>;
  /** The merchant's other sites that sessions go to and come from: their origins, each as `https://shop.example.com`. With `endpoint`, the address of that site's gateway, where its path differs from this one's `publicPath`. Each of the sites has to list the other. Default: `[]`. */
  sites?: readonly (string | { origin: string; endpoint: string })[];
  /** Values of an element's `source` that are passed on to the hosted API's log. Default: `[]`. */
  sources?: readonly string[];
  /** Where readers get help: an http, https or mailto address. Default: none is offered. */
  contact?: string;
  /** The ISO 639-1 code of the merchant's texts where a page does not name its language. Default: `'en'`. */
  language?: string;
  /** The languages in which the merchant's settings and texts are read, beside `language`, at most 20. A page in any other gets them in `language`. Default: `['de', 'en']`. */
  languages?: readonly string[];
  /** How long a session lives after the sign-in, however much it is used; at most 400 days. In seconds. Default: `7776000`. */
  sessionMaxAge?: number;
  /** How long a session lives without being used; at most 400 days. It never outlives `sessionMaxAge`. In seconds. Default: `1209600`. */
  sessionIdleMaxAge?: number;
  /** Offers the box “Stay signed in”, unticked. Who leaves it so is signed out when the browser ends its own session, and at the latest as everybody else. Default: `false`. */
  offerStaySignedIn?: boolean;
  /** Until the end of which day (UTC), as `2027-03-31`, browsers take over the session of the iframe that was here before, once each; for the weeks after a launch. See [moving from the iframe](moving-from-the-iframe.md#nobody-is-signed-out). Default: never. */
  adoptUntil?: string;
  /** The fewest characters of a new password, 8 to 64; at most it has 100. Signing in knows no fewest: old passwords stay good. See [passwords](passwords.md). Default: `8`. */
  passwordMinLength?: number;
  /** Words that a new password must not consist of, beside the reader's own names and the hosts of `origins`: the title, the town, each of 4 to 100 characters, at most 50. Default: `[]`. */
  passwordWords?: readonly string[];
  /** Whether new passwords are looked up among those that are known from breaches; five characters of a hash leave the gateway. While the service is out of reach, `open` accepts a password, and `closed` does not. See [passwords](passwords.md#known-from-a-breach). Default: `'off'`. */
  breachCheck?: 'off' | 'open' | 'closed';
  /** Where `breachCheck` asks: the address to which the five characters are appended; http on loopback only. Default: `'https://api.pwnedpasswords.com/range/'`. */
  breachCheckUrl?: string;
  /** How long that may take, at most 5,000. In milliseconds. Default: `1000`. */
  breachCheckTimeout?: number;
  /** The page on which a reader changes a password, as `/password` or a whole address: `/.well-known/change-password` leads there, to which password managers send readers. See [passwords](passwords.md#where-to-change-a-password). Default: that address is not found. */
  changePasswordPage?: string;
  /** What `hasAccess` and `requireSession` do in an emergency, and where the hosted API cannot say who a reader is or what was bought: `open` lets readers in, as the elements then tell them; `closed` does not. See [paywall](paywall.md#when-nobody-can-say). Default: `'open'`. */
  inEmergency?: 'open' | 'closed';
  /** How long it counts that a customer has an access right, at most an hour; that a customer has none counts for 10 seconds at most. With 0 the hosted API is asked for each page. In seconds. Default: `60`. */
  accessMaxAge?: number;
  /** IDs of access rights, at most 5: `GET session` says which of them the reader has, for pages to show. It protects nothing, see [paywall](paywall.md#for-show-in-the-browser). Default: `[]`. */
  sessionRights?: readonly string[];
  /** Signs a short-lived token that says who reads, in a cookie of its own, which a server at the edge can check without a call; see [paywall](paywall.md#at-the-edge). Nobody can take one back before its time. Default: there is none. */
  accessToken?: AccessTokenOptions;
  /** Has readers prove by a captcha that they are human; the gateway checks it. Each start of a process needs one, or only those that look like an attack. See [captcha](captcha.md). Default: there is none. */
  captcha?: CaptchaOptions;
  /** How long the merchant's settings are cached, at most a day. Then they are refreshed while one more request gets them as they were. With 0 they are read for each page. In seconds. Default: `60`. */
  settingsMaxAge?: number;
  /** How long the gateway waits for the hosted API, at most 60,000: for all operations together that one call makes, from the first of them on. What calls share, such as settings and the validation of a session, has this time anew. For the gateway of another site, 5,000 at most. In milliseconds. Default: `8000`. */
  timeout?: number;
  /** Within what time the body of a request has to arrive, at most 60,000. Who is slower gets `invalid-request`. In milliseconds. Default: `10000`. */
  bodyTimeout?: number;
  /** Makes the requests to the hosted API, to the gateways of the other `sites`, and to the service of the `captcha`. Default: the global `fetch`. */
  fetch?: Fetch;
  /** The clock, in milliseconds since 1970. Default: `Date.now`. */
  now?: () => number;
  /** Measures and waits for `answerSlot`. Default: a clock of the process, and `setTimeout`. */
  timer?: TimerPort;
  /** Makes random bytes. Default: `crypto.getRandomValues`. */
  random?: Random;
  /** What instances share: cached settings, wordings, sign-outs, codes for other sites, and leases on pieces of work. Default: this process's memory. */
  store?: Store;
  /** Counts what strangers try, see [limits](limits.md). Default: in memory with `serveGateway`, `nodeHandler` and the command; elsewhere nobody counts, and the start logs `limits-missing`. */
  limits?: LimitsPort;
  /** Whether limits hold (`enforce`), are only counted and logged (`log`: for the first week), or are not counted at all (`off`: where something in front does it). Default: `'enforce'`. */
  limitMode?: LimitMode;
  /** Changes of the [table of limits](limits.md#the-table), by name. Default: none. */
  limitChanges?: LimitChanges;
  /** Where cookies are read and written. Default: HTTP headers. */
  cookies?: CookiePort;
  /** What is known of the sender of a request. Default: HTTP headers, and the `address` that the host passes to `fetch`. */
  facts?: ClientFactsPort;
  /** Drops `__Host-` and `Secure` from cookies, for browsers that refuse those on http://localhost. Only where every origin is http on loopback. Default: `false`. */
  devCookies?: boolean;
  /** Takes the lines of the log, see [reading the log](logs.md). With a member `level`, `warn` or `error`, it gets no line below. Default: warnings and errors go to the console, as JSON lines. */
  log?: Log;
  /** Is told what happens, for metrics: `observe` of `createMetrics()`, or a function of yours, see [metrics](metrics.md). It should only count: calls go on behind it. Default: nobody counts. */
  observe?: (observation: Observation) => void;
}
