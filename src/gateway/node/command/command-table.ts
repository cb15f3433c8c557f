/** What the command takes: the gateway's options that have a variable, and what only a command has. */
import { captchaRows } from './captcha-rows.js';
import type { CommandEntry } from './command-entry.js';
import { type OptionEntry, optionTable } from '../../options/option-table.js';

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
  },
  accessKeys: {
    about: 'Private keys for access tokens, as access-key prints one: a JSON Web Key, or a JSON list of some.',
    env: 'SSO_ACCESS_KEYS',
    kind: 'text',
    secret: true,
    partOf: 'accessToken',
  },
  accessTokenRights: {
    about: 'IDs of access rights that access tokens tell of.',
    env: 'SSO_ACCESS_TOKEN_RIGHTS',
    kind: 'list',
    partOf: 'accessToken',
  },
  ...captchaRows,
  consentLog: {
    about: 'The file that keeps a line of JSON for each choice and for its outcome.',
    env: 'SSO_CONSENT_LOG',
    kind: 'text',
    partOf: 'onConsent',
  },
  auditLog: {
    about: 'The file that keeps a line of JSON for each event of [the audit](audit.md).',
    env: 'SSO_AUDIT_LOG',
    kind: 'text',
    partOf: 'onAudit',
  },
  redisUrl: {
    about:
      'The Redis that several instances share, as redis://host:6379, redis+sentinel://host:26379,host:26379/name or redis+cluster://host:6379,host:6379.',
    env: 'SSO_REDIS_URL',
    kind: 'text',
    secret: true,
  },
  redisPrefix: {
    about: 'What the keys in Redis begin with: different for the gateways of different merchants.',
    env: 'SSO_REDIS_PREFIX',
    kind: 'text',
    default: 'sso:',
  },
  host: { about: 'The address to listen on.', env: 'HOST', kind: 'text', default: '127.0.0.1' },
  port: { about: 'The port to listen on; 0 is any free one.', env: 'PORT', kind: 'number', default: 8787 },
  trustedProxies: {
    about: 'How many of your reverse proxies stand in front, each appending to the next header.',
    env: 'SSO_TRUSTED_PROXIES',
    kind: 'number',
    default: 0,
  },
  forwardedHeader: {
    about: 'The header in which your proxies write the sender’s address: x-forwarded-for, forwarded or x-real-ip.',
    env: 'SSO_FORWARDED_HEADER',
    kind: 'text',
    default: 'x-forwarded-for',
  },
  keepAliveTimeout: {
    about: 'How long an idle connection stays open. It must be longer than your proxy keeps one.',
    env: 'SSO_KEEP_ALIVE_TIMEOUT',
    kind: 'number',
    unit: 'milliseconds',
    default: 75_000,
  },
  headersTimeout: {
    about: 'Within what time the headers of a request have to arrive.',
    env: 'SSO_HEADERS_TIMEOUT',
    kind: 'number',
    unit: 'milliseconds',
    default: 10_000,
  },
  requestTimeout: {
    about: 'Within what time a whole request has to arrive, its body included.',
    env: 'SSO_REQUEST_TIMEOUT',
    kind: 'number',
    unit: 'milliseconds',
    default: 20_000,
  },
  metricsPort: {
    about:
      'The port of `/metrics`, `/healthz` and `/readyz`, which no reader should reach; 0 is any free one. Without it there are none. See [metrics](metrics.md).',
    env: 'SSO_METRICS_PORT',
    kind: 'number',
  },
  metricsHost: {
    about: 'The address on which that port listens.',
    env: 'SSO_METRICS_HOST',
    kind: 'text',
    default: '127.0.0.1',
  },
  logLevel: {
    about:
      'Which lines of the log are written to the standard error: info is all of them, then warn, error, and silent for none.',
    env: 'SSO_LOG_LEVEL',
    kind: 'text',
    default: 'info',
  },
  detached: {
    about: 'Goes on when the process that started the command ends, as under nohup.',
    env: 'SSO_DETACHED',
    kind: 'flag',
  },
} as const satisfies Record<string, CommandEntry>;

export interface CommandRow extends CommandEntry {
  name: string;
  /** Absent for a secret: others can read the flags of a process. */
  flag: string | undefined;
}

const flagOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const rowOf = ([name, entry]: [string, CommandEntry]): CommandRow => ({
  name,
  flag: entry.secret ? undefined : flagOf(name),
  ...entry,
});

const options: [string, OptionEntry][] = Object.entries(optionTable);
/** One row for each variable, in the order of the help. */
export const commandRows: readonly CommandRow[] = [
  ...options.flatMap(([name, { env, kind, ...entry }]): [string, CommandEntry][] =>
    env !== undefined && kind !== undefined ? [[name, { ...entry, env, kind }]] : [],
  ),
  ...Object.entries(commandOnly),
].map(rowOf);
