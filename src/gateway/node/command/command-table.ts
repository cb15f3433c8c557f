/** What the command takes: the gateway's options that have a variable, and what only a command has. */
import { type OptionEntry, optionTable } from '../../options/option-table.js';
import { isText, may } from '../../options/rules.js';
import { readRedisAddress } from '../../redis/redis-address.js';
import { isOneFile } from '../consents/log-access.js';
import { captchaRows } from './captcha-rows.js';
import type { CommandEntry } from './command-entry.js';
import { serverRows } from './server-rows.js';

const text = may((value) => typeof value === 'string' && value !== '', 'must be a text');

/** What has no option of the same name. */
export const commandOnly = {
  optInChannels: {
    about: 'Channels for which an advertising consent is stored: EMAIL, MESSENGER, PHONE, POST.',
    env: 'SSO_OPT_IN_CHANNELS',
    kind: 'list',
    default: optionTable.optIn.default.channels,
    partOf: 'optIn',
  },
  optInStatus: {
    about: 'SINGLE_OPT_IN or DOUBLE_OPT_IN, which needs the next setting.',
    env: 'SSO_OPT_IN_STATUS',
    kind: 'text',
    default: optionTable.optIn.default.status,
    partOf: 'optIn',
  },
  mailNamesConsent: {
    about: 'You declare that the e-mail with the code or link names the advertising consent.',
    env: 'SSO_MAIL_NAMES_CONSENT',
    kind: 'flag',
    partOf: 'optIn',
    member: 'optIn.confirmationMailNamesConsent',
  },
  accessKeys: {
    about: 'Private keys for access tokens, as access-key prints one: a JSON Web Key, or a JSON list of some.',
    env: 'SSO_ACCESS_KEYS',
    kind: 'text',
    secret: true,
    partOf: 'accessToken',
    member: 'accessToken.keys',
  },
  accessTokenRights: {
    about: 'IDs of access rights that access tokens tell of.',
    env: 'SSO_ACCESS_TOKEN_RIGHTS',
    kind: 'list',
    partOf: 'accessToken',
    member: 'accessToken.rights',
  },
  ...captchaRows,
  consentLog: {
    about: 'The file that keeps a line of JSON for each choice and for its outcome.',
    env: 'SSO_CONSENT_LOG',
    kind: 'text',
    partOf: 'onConsent',
    member: 'consentLog',
    rule: text,
  },
  auditLog: {
    about: 'The file that keeps a line of JSON for each event of [the audit](audit.md). Not that of the consents.',
    env: 'SSO_AUDIT_LOG',
    kind: 'text',
    partOf: 'onAudit',
    member: 'auditLog',
    // Each is written as a file of one kind of lines; the commands for consents read nothing else.
    rule: (value, all) => {
      const other = all['consentLog'];
      const isOne = isText(value) && isText(other) && other !== '' && value !== '' && isOneFile(value, other);
      return text(value, all) ?? (isOne ? 'must not be the file of consentLog' : undefined);
    },
  },
  redisUrl: {
    about:
      'The Redis that several instances share, as redis://host:6379, redis+sentinel://host:26379,host:26379/name or redis+cluster://host:6379,host:6379.',
    env: 'SSO_REDIS_URL',
    kind: 'text',
    secret: true,
    rule: may(
      (value) => typeof value === 'string' && readRedisAddress(value) !== undefined,
      'must be an address as redis://host:6379 or redis+sentinel://host/name',
    ),
  },
  redisPrefix: {
    about: 'What the keys in Redis begin with: different for the gateways of different merchants.',
    env: 'SSO_REDIS_PREFIX',
    kind: 'text',
    default: 'sso:',
    rule: text,
  },
  ...serverRows,
  config: {
    about: 'The configuration file, see [gateway](gateway.md#the-configuration-file).',
    env: 'SSO_CONFIG',
    kind: 'text',
    member: false,
  },
} as const satisfies Record<string, CommandEntry>;

export interface CommandRow extends Omit<CommandEntry, 'member'> {
  name: string;
  /** Absent for a secret: others can read the flags of a process. */
  flag: string | undefined;
  /** Where it stands in the configuration file, as `port` or `captcha.siteKey`; `''`: nowhere. */
  member: string;
}

/** `siteKey` → `site-key`. */
export const flagOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** `captchaSiteKey` is the member `siteKey` of `captcha`. */
function memberOf(name: string, { member, partOf }: CommandEntry): string {
  if (member === false) return '';
  if (member !== undefined || !partOf) return member ?? name;
  return `${partOf}.${name.charAt(partOf.length).toLowerCase()}${name.slice(partOf.length + 1)}`;
}

const rowOf = ([name, entry]: [string, CommandEntry]): CommandRow => ({
  ...entry,
  name,
  flag: entry.secret ? undefined : flagOf(name),
  member: memberOf(name, entry),
});

const options: [string, OptionEntry][] = Object.entries(optionTable);
/** One row for each variable, in the order of the help. */
export const commandRows: readonly CommandRow[] = [
  ...options.flatMap(([name, { env, kind, rule: _rule, ...entry }]): [string, CommandEntry][] =>
    env !== undefined && kind !== undefined ? [[name, { ...entry, env, kind }]] : [],
  ),
  ...Object.entries(commandOnly),
].map(rowOf);

/** What the file alone takes: it has no short form for a variable. */
export const fileOnly: readonly string[] = ['limitChanges', 'accessToken.audience', 'accessToken.maxAge'];

/** Every place in the file. */
export const members: readonly string[] = [...commandRows.map(({ member }) => member).filter(Boolean), ...fileOnly];

/** A place in the file: `captcha.siteKey` is `siteKey` of `captcha`. */
export function splitMember(member: string): { name: string; part: string | undefined } {
  const at = member.indexOf('.');
  return at < 0 ? { name: member, part: undefined } : { name: member.slice(0, at), part: member.slice(at + 1) };
}

/** How a setting can be given, for whoever looks for it. */
export function placesOf({ env, flag, member }: CommandRow): string {
  const others = flag === undefined ? `${env}_FILE, the credential ${env}` : `--${flag}`;
  return `${env}, ${others} or ${member} in the configuration file`;
}
