/** What an option must be: one rule each. The values come from configuration, so types alone promise nothing. */
import { isRecord } from '../../contract/json.js';
import { optInChannels } from '../../contract/sso-api.js';
import { linkAddress } from '../../contract/rich-text.js';

type Rule = (value: unknown, all: Readonly<Record<string, unknown>>) => string | undefined;

const isText = (value: unknown): value is string => typeof value === 'string';
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
const urlOf = (value: unknown) => (isText(value) && URL.canParse(value) ? new URL(value) : undefined);

/** Whether a host name is this machine's own. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
const isSafe = ({ protocol, hostname }: URL) => protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));

const isOrigin = (value: unknown) => {
  const url = urlOf(value);
  return url !== undefined && url.origin === value && isSafe(url);
};
const isLocalOrigin = (value: unknown) => isOrigin(value) && urlOf(value)?.protocol === 'http:';

const must =
  (test: (value: unknown) => boolean, why: string): Rule =>
  (value) =>
    test(value) ? undefined : why;
const may = (test: (value: unknown) => boolean, why: string): Rule =>
  must((value) => value === undefined || test(value), why);
const whole = (min: number, max: number) =>
  may(
    (value) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max,
    `must be a whole number from ${min} to ${max}`,
  );
const fn = may((value) => typeof value === 'function', 'must be a function');
const port = (...members: string[]) =>
  may(
    (value) =>
      value !== null &&
      typeof value === 'object' &&
      members.every((name) => typeof Reflect.get(value, name) === 'function'),
    `must have the functions ${members.join(', ')}`,
  );

const isPaths = (value: unknown) => isTexts(value) && value.every((path) => /^\/(?!\/)[^\\?#\s]*$/.test(path));
const onlyHas = (value: Readonly<Record<string, unknown>>, names: readonly string[]) =>
  Object.keys(value).every((name) => names.includes(name));
const isName = (value: unknown) => isText(value) && /^[\w.-]{1,40}$/.test(value) && value !== 'sso_seal';
const isRedeem = (origin: unknown, redeem: unknown) => {
  const url = urlOf(redeem);
  return isOrigin(origin) && url !== undefined && url.origin === origin && url.href === url.origin + url.pathname;
};

function optInFault(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (!isRecord(value) || !onlyHas(value, ['channels', 'status', 'confirmationMailNamesConsent']))
    return 'must have channels, status and confirmationMailNamesConsent alone';
  const { channels, status, confirmationMailNamesConsent: named } = value;
  const known = (channel: string) => (optInChannels as readonly string[]).includes(channel);
  if (channels !== undefined && !(isTexts(channels) && channels.length > 0 && channels.every(known)))
    return `channels must list one or more of ${optInChannels.join(', ')}`;
  if (named !== undefined && typeof named !== 'boolean') return 'confirmationMailNamesConsent must be true or false';
  if (status === undefined || status === 'SINGLE_OPT_IN') return undefined;
  if (status !== 'DOUBLE_OPT_IN') return 'status must be SINGLE_OPT_IN or DOUBLE_OPT_IN';
  // A click in a mail that does not speak of advertising confirms the address, not the consent.
  return named === true
    ? undefined
    : 'status can only be DOUBLE_OPT_IN with confirmationMailNamesConsent: true, by which you declare that the confirmation mail names the advertising consent';
}

const rules: Readonly<Record<string, Rule>> = {
  apiUrl: must((value) => {
    const url = urlOf(value);
    return url !== undefined && isSafe(url) && !url.search && !url.hash && !url.username && !url.password;
  }, 'must be an https address (http on loopback only) without query, fragment and user'),
  apiToken: must(
    (value) => isText(value) && /^[\x21-\x7e]+$/.test(value),
    'must be the secret token, of visible ASCII characters',
  ),
  origins: must(
    (value) => isTexts(value) && value.length > 0 && value.every(isOrigin),
    'must list one or more origins as https://host (http on loopback only), without a path or a slash at the end',
  ),
  secrets: must(
    (value) =>
      isTexts(value) &&
      value.length > 0 &&
      value.every((secret) => secret.length >= 32) &&
      new Set(value).size === value.length,
    'must list one or more different secrets of 32 characters or more',
  ),
  basePath: may(
    (value) => isText(value) && /^(\/|(\/[\w.~-]+)*)$/.test(value),
    'must begin with a slash and not end with one',
  ),
  returnPaths: may(isPaths, 'must list paths that begin with one slash, without query and fragment'),
  verificationPaths: may(isPaths, 'must list paths that begin with one slash, without query and fragment'),
  linkParameters: may(
    (value) =>
      isRecord(value) &&
      onlyHas(value, ['token', 'code']) &&
      isName(value['token']) &&
      isName(value['code']) &&
      value['token'] !== value['code'],
    'must be two different names as { token, code }, of letters, digits, dot, dash and underscore, and not sso_seal',
  ),
  resendAfter: whole(1, 300),
  optIn: optInFault,
  onConsent: fn,
  transferOrigins: may(
    (value) =>
      Array.isArray(value) &&
      value.every((site: unknown) =>
        isRecord(site)
          ? onlyHas(site, ['origin', 'redeem']) && isRedeem(site['origin'], site['redeem'])
          : isOrigin(site),
      ),
    "must list origins, or { origin, redeem } with the address of that origin's session/redeem, without query",
  ),
  redeemFrom: may((value) => isTexts(value) && value.every(isOrigin), 'must list origins as https://host'),
  sources: may(
    (value) => isTexts(value) && value.every((source) => source.length >= 1 && source.length <= 200),
    'must list texts of 1 to 200 characters',
  ),
  contact: may((value) => linkAddress.safeParse(value).success, 'must be an http, https or mailto address'),
  language: may((value) => isText(value) && /^[a-z]{2}$/.test(value), 'must be two small letters (ISO 639-1)'),
  sessionMaxAge: whole(1, 400 * 86_400),
  settingsMaxAge: whole(0, 86_400),
  timeout: whole(1, 60_000),
  fetch: fn,
  now: fn,
  random: fn,
  facts: fn,
  log: fn,
  store: port('get', 'set', 'add', 'delete'),
  cookies: port('read', 'write'),
  devCookies: (value, { origins }) => {
    if (value === undefined || value === false) return undefined;
    if (value !== true) return 'must be true or false';
    const local = Array.isArray(origins) && origins.every(isLocalOrigin);
    return local ? undefined : 'can only be used where every origin is http on localhost or loopback';
  },
};

/** Every fault of the given options, as `name: why`. An option that there is not is one, too: it is a slip of the pen. */
export function faultsOf(given: unknown): string[] {
  const all: Readonly<Record<string, unknown>> = { ...(given as object) };
  const unknown = Object.keys(all).filter((name) => !Object.hasOwn(rules, name));
  return [
    ...Object.entries(rules).flatMap(([name, rule]) => {
      const why = rule(all[name], all);
      return why === undefined ? [] : [`${name}: ${all[name] === undefined ? 'is missing, and ' : ''}${why}`];
    }),
    ...unknown.map((name) => `${name}: is no option of the gateway`),
  ];
}
