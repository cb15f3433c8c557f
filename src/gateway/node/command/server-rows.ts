/** What the command takes for its process and its HTTP server. */
import { described, may, oneOf, type Rule, whole, yesOrNo } from '../../options/rules.js';
import { forwardedHeaders } from '../forwarded.js';
import type { CommandEntry } from './command-entry.js';
import { commandLogLevels } from './command-log.js';

const longest = 3_600_000;
const upToTenMinutes = whole(1, 600_000);

const usual = { headersTimeout: 10_000, requestTimeout: 20_000 } as const;

/** Node refuses headers that may take longer than the whole request. */
const headersTimeout: Rule = (value, { requestTimeout = usual.requestTimeout }) =>
  upToTenMinutes(value, {}) ??
  (value !== undefined && Number(value) > Number(requestTimeout)
    ? 'must not be longer than requestTimeout'
    : undefined);
const requestTimeout: Rule = (value, { headersTimeout: headers }) =>
  upToTenMinutes(value, {}) ??
  (value !== undefined && headers === undefined && Number(value) < usual.headersTimeout
    ? `must not be shorter than headersTimeout, which is ${usual.headersTimeout} unless you set it`
    : undefined);

const usualHost = '127.0.0.1';
const anAddress: Rule = may(
  (value) => typeof value === 'string' && /^[\w.:%-]+$/.test(value),
  'must be an address or a host name',
);

/** Whether nobody can listen on one port of both. */
function areOneHost(one: unknown, other: unknown): boolean {
  const [first = '', second = ''] = [one, other].map((host) => String(host).replace(/^localhost$/, usualHost));
  const has = (host: string) => first === host || second === host;
  // `::` takes the addresses of IPv4, too; `0.0.0.0` takes those alone.
  return first === second || has('::') || (has('0.0.0.0') && !first.includes(':') && !second.includes(':'));
}

const anyPort = whole(0, 65_535);
const usualPort = 8787;
const metricsPort: Rule = (value, { port = usualPort, host = usualHost, metricsHost = usualHost }) =>
  anyPort(value, {}) ??
  (value !== undefined && value !== 0 && value === port && areOneHost(host, metricsHost)
    ? 'must be another one than port'
    : undefined);

export const serverRows = {
  host: {
    about: 'The address to listen on.',
    env: 'HOST',
    kind: 'text',
    default: usualHost,
    rule: anAddress,
  },
  port: {
    about: 'The port to listen on; 0 is any free one.',
    env: 'PORT',
    kind: 'number',
    default: usualPort,
    rule: anyPort,
  },
  trustedProxies: {
    about: 'How many of your reverse proxies stand in front, each appending to the next header.',
    env: 'SSO_TRUSTED_PROXIES',
    kind: 'number',
    default: 0,
    rule: whole(0, 100),
  },
  forwardedHeader: {
    about: 'The header in which your proxies write the sender’s address: x-forwarded-for, forwarded or x-real-ip.',
    env: 'SSO_FORWARDED_HEADER',
    kind: 'text',
    default: 'x-forwarded-for',
    rule: oneOf(...forwardedHeaders),
  },
  keepAliveTimeout: {
    about: 'How long an idle connection stays open, at most an hour. It must be longer than your proxy keeps one.',
    env: 'SSO_KEEP_ALIVE_TIMEOUT',
    kind: 'number',
    unit: 'milliseconds',
    default: 75_000,
    rule: whole(1, longest),
  },
  headersTimeout: {
    about: 'Within what time the headers of a request have to arrive. At most the next setting.',
    env: 'SSO_HEADERS_TIMEOUT',
    kind: 'number',
    unit: 'milliseconds',
    default: usual.headersTimeout,
    rule: described(headersTimeout, { ...upToTenMinutes.schema }),
  },
  requestTimeout: {
    about: 'Within what time a whole request has to arrive, its body included. At most ten minutes.',
    env: 'SSO_REQUEST_TIMEOUT',
    kind: 'number',
    unit: 'milliseconds',
    default: usual.requestTimeout,
    rule: described(requestTimeout, { ...upToTenMinutes.schema }),
  },
  patience: {
    about:
      'How long a stop waits for requests that run, at most ten minutes. It must be shorter than whoever stops the process waits: a container has 10,000, or 30,000 in Kubernetes.',
    env: 'SSO_PATIENCE',
    kind: 'number',
    unit: 'milliseconds',
    default: 7000,
    rule: whole(0, 600_000),
  },
  metricsPort: {
    about:
      'The port of `/metrics`, `/healthz` and `/readyz`, which no reader should reach; 0 is any free one. Without it there are none. See [metrics](metrics.md).',
    env: 'SSO_METRICS_PORT',
    kind: 'number',
    rule: described(metricsPort, { ...anyPort.schema }),
  },
  metricsHost: {
    about: 'The address on which that port listens.',
    env: 'SSO_METRICS_HOST',
    kind: 'text',
    default: usualHost,
    rule: anAddress,
  },
  detached: {
    about: 'Goes on when the process that started the command ends, as under nohup.',
    env: 'SSO_DETACHED',
    kind: 'flag',
    default: false,
    rule: yesOrNo,
  },
  logLevel: {
    about:
      'Which lines of the log are written to the standard error: info is all of them, then warn, error, and silent for none.',
    env: 'SSO_LOG_LEVEL',
    kind: 'text',
    default: 'info',
    rule: oneOf(...commandLogLevels),
  },
  ignoredVariables: {
    about:
      'Names of variables that begin with SSO_ and belong to other programs. Without it the start refuses a name that it does not know.',
    env: 'SSO_IGNORED_VARIABLES',
    kind: 'list',
    default: [],
    rule: may(
      (value) => Array.isArray(value) && value.every((name) => typeof name === 'string' && /^SSO_\w+$/i.test(name)),
      'must list names that begin with SSO_',
    ),
  },
} as const satisfies Record<string, CommandEntry>;
