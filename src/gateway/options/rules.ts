/** The building blocks of the options' rules. Values come from configuration, so their types alone prove nothing. */
import { isRecord } from '../../contract/json.js';
import { optInChannels } from '../../contract/sso-api.js';

/** What is wrong with a value: with the whole of it, or with some of its members. */
export type Wrong = string | readonly (readonly [member: string, why: string])[];

/** Judges a value. */
export interface Rule {
  /** Returns what is wrong with a value, without repeating it: it can be a secret. `all`: every option as given. */
  (value: unknown, all: Readonly<Record<string, unknown>>): Wrong | undefined;
  /** What JSON Schema can say of it, for editors. */
  schema?: object;
}

/** The rule with what JSON Schema can say of it. */
export const described = (rule: Rule, schema: object): Rule => Object.assign(rule, { schema });

export const isText = (value: unknown): value is string => typeof value === 'string';
export const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
export const urlOf = (value: unknown): URL | undefined =>
  isText(value) && URL.canParse(value) ? new URL(value) : undefined;

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
export const isSafe = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));

export const isOrigin = (value: unknown): boolean => {
  const url = urlOf(value);
  return url !== undefined && url.origin === value && isSafe(url);
};
export const isLocalOrigin = (value: unknown): boolean => isOrigin(value) && urlOf(value)?.protocol === 'http:';

export const must =
  (test: (value: unknown) => boolean, why: string): Rule =>
  (value) =>
    test(value) ? undefined : why;
export const may = (test: (value: unknown) => boolean, why: string): Rule =>
  must((value) => value === undefined || test(value), why);
export const whole = (min: number, max: number): Rule =>
  described(
    may(
      (value) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max,
      `must be a whole number from ${min} to ${max}`,
    ),
    { type: 'integer', minimum: min, maximum: max },
  );
export const yesOrNo: Rule = may((value) => typeof value === 'boolean', 'must be true or false');
/** `a, b or c`. */
const anyOf = (names: readonly string[]): string => names.join(', ').replace(/, ([^,]*)$/, ' or $1');
export const oneOf = (...names: readonly string[]): Rule =>
  described(
    may((value) => names.some((name) => name === value), `must be ${anyOf(names)}`),
    { enum: names },
  );
export const fn = may((value) => typeof value === 'function', 'must be a function');
export const port = (...members: string[]): Rule =>
  may(
    (value) =>
      value !== null &&
      typeof value === 'object' &&
      members.every((name) => typeof Reflect.get(value, name) === 'function'),
    `must have the functions ${members.join(', ')}`,
  );

export const isPaths = (value: unknown): boolean =>
  isTexts(value) && value.every((path) => /^\/(?!\/)[^\\?#\s]*$/.test(path));
/** A path on the page's own origin, with a query and a fragment where it has them. */
export const isPagePath = (value: unknown): boolean => isText(value) && /^\/(?![/\\])[\x21-\x7e]*$/.test(value);
/** Such a path, or a whole address. */
export const isPage = (value: unknown): boolean => {
  const url = urlOf(value);
  return isPagePath(value) || (url !== undefined && isSafe(url) && !url.username);
};
/** An address to which characters are appended. */
export const isFolder = (value: unknown): boolean => {
  const url = urlOf(value);
  return url !== undefined && isSafe(url) && url.href === value && /^[^?#@]*\/$/.test(value);
};
/** A day of the calendar, as `2027-03-31`. */
export const isDay = (value: unknown): boolean => {
  if (!isText(value) || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
};
export const onlyHas = (value: Readonly<Record<string, unknown>>, names: readonly string[]): boolean =>
  Object.keys(value).every((name) => names.includes(name));
/** `sso_seal` is the gateway's own parameter in a mailed link. */
export const isName = (value: unknown): boolean =>
  isText(value) && /^[\w.-]{1,40}$/.test(value) && value !== 'sso_seal';
/** The origin of another site that is named right; `undefined` where it is not. */
function siteOrigin(site: unknown): unknown {
  if (!isRecord(site)) return isOrigin(site) ? site : undefined;
  const { origin, endpoint } = site;
  const url = urlOf(endpoint);
  if (!url || url.origin !== origin || !isOrigin(origin) || !onlyHas(site, ['origin', 'endpoint'])) return undefined;
  // As it is written it is where it leads: no query, no dot segments, no slash at the end.
  return endpoint === url.origin || (endpoint === url.origin + url.pathname && !url.pathname.endsWith('/'))
    ? origin
    : undefined;
}
export const sites = may((value) => {
  if (!Array.isArray(value)) return false;
  const origins = value.map(siteOrigin);
  return !origins.includes(undefined) && new Set(origins).size === origins.length;
}, 'must list different origins, or { origin, endpoint } with the address of the gateway at that origin, without query and without a slash at the end');

/**
 * Whether a text can be a secret: 32 characters or more that look like chance. Refused are few different ones, a text that repeats itself, and
 * rows of neighbours as `abcdef`. What random bytes make as hexadecimal, decimal or base64 is refused less than once in a million.
 */
export function isSecret(text: string): boolean {
  if (text.length < 32 || new Set(text).size < 8) return false;
  for (let period = 1; period <= text.length - 10; period += 1) if (text.startsWith(text.slice(period))) return false;
  const steps = Array.from(text.slice(1), (_, at) => text.charCodeAt(at + 1) - text.charCodeAt(at));
  return steps.filter((step) => Math.abs(step) <= 1).length < steps.length * 0.75;
}

export const optIn: Rule = (value) => {
  if (value === undefined) return undefined;
  if (!isRecord(value) || !onlyHas(value, ['channels', 'status', 'confirmationMailNamesConsent']))
    return 'must have channels, status and confirmationMailNamesConsent alone';
  const { channels, status, confirmationMailNamesConsent: named } = value;
  const known = (channel: string) => (optInChannels as readonly string[]).includes(channel);
  const wrong: [string, string][] = [];
  if (channels !== undefined && !(isTexts(channels) && channels.length > 0 && channels.every(known)))
    wrong.push(['channels', `must list one or more of ${optInChannels.join(', ')}`]);
  if (named !== undefined && typeof named !== 'boolean')
    wrong.push(['confirmationMailNamesConsent', 'must be true or false']);
  if (status !== undefined && status !== 'SINGLE_OPT_IN' && status !== 'DOUBLE_OPT_IN')
    wrong.push(['status', 'must be SINGLE_OPT_IN or DOUBLE_OPT_IN']);
  // A click in a mail that does not speak of advertising confirms the address, not the consent.
  if (status === 'DOUBLE_OPT_IN' && (named === undefined || named === false))
    wrong.push([
      'status',
      'can only be DOUBLE_OPT_IN with confirmationMailNamesConsent: true, by which you declare that the confirmation mail names the advertising consent',
    ]);
  return wrong.length > 0 ? wrong : undefined;
};
