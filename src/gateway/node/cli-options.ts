/** Flags and environment variables → options. A flag wins over its variable; secrets have no flag, since others can read those. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { ServeOptions } from './serve.js';
import type { GatewayOptions } from '../options/options.js';

type Kind = 'text' | 'list' | 'number' | 'flag';

/** Option → environment variable, kind, and what the help says. */
const table = {
  apiUrl: { env: 'SSO_API_URL', kind: 'text', help: "the hosted API's server address with its path" },
  apiToken: { env: 'SSO_API_TOKEN', kind: 'text', secret: true, help: "the merchant's secret token for it" },
  origins: { env: 'SSO_ORIGINS', kind: 'list', help: "the site's own origins" },
  secrets: {
    env: 'SSO_SECRETS',
    kind: 'list',
    secret: true,
    help: 'sealing keys of 32 characters or more, the current one first',
  },
  basePath: { env: 'SSO_BASE_PATH', kind: 'text', help: 'path of the calls (default /sso)' },
  returnPaths: { env: 'SSO_RETURN_PATHS', kind: 'list', help: 'path prefixes to return to after sign-in (default /)' },
  verificationPaths: {
    env: 'SSO_VERIFICATION_PATHS',
    kind: 'list',
    help: 'path prefixes that mailed links may lead to (default none)',
  },
  linkParameters: {
    env: 'SSO_LINK_PARAMETERS',
    kind: 'list',
    help: 'names of token and code in mailed links (default token,verificationToken)',
  },
  resendAfter: { env: 'SSO_RESEND_AFTER', kind: 'number', help: 'seconds until a code is sent again (default 30)' },
  optInChannels: {
    env: 'SSO_OPT_IN_CHANNELS',
    kind: 'list',
    help: 'channels of an opt-in: EMAIL, MESSENGER, PHONE, POST (default EMAIL)',
  },
  optInStatus: {
    env: 'SSO_OPT_IN_STATUS',
    kind: 'text',
    help: 'SINGLE_OPT_IN (default) or DOUBLE_OPT_IN, which needs the next',
  },
  mailNamesConsent: {
    env: 'SSO_MAIL_NAMES_CONSENT',
    kind: 'flag',
    help: '1: you declare that the mail with the code or link names the consent',
  },
  consentLog: {
    env: 'SSO_CONSENT_LOG',
    kind: 'text',
    help: 'file for what is told of consents, as JSON lines (default none)',
  },
  transferOrigins: { env: 'SSO_TRANSFER_ORIGINS', kind: 'list', help: 'origins that a session may be handed to' },
  redeemFrom: { env: 'SSO_REDEEM_FROM', kind: 'list', help: 'origins from which a session is taken over' },
  sources: { env: 'SSO_SOURCES', kind: 'list', help: 'values of source to hand on' },
  contact: { env: 'SSO_CONTACT', kind: 'text', help: 'where readers get help: an http(s) or mailto address' },
  language: { env: 'SSO_LANGUAGE', kind: 'text', help: 'two letters (default en)' },
  sessionMaxAge: {
    env: 'SSO_SESSION_MAX_AGE',
    kind: 'number',
    help: 'seconds that a sign-in is remembered (default 2592000)',
  },
  settingsMaxAge: { env: 'SSO_SETTINGS_MAX_AGE', kind: 'number', help: 'seconds that settings are kept (default 60)' },
  timeout: { env: 'SSO_TIMEOUT', kind: 'number', help: 'milliseconds to wait for the API (default 8000)' },
  devCookies: { env: 'SSO_DEV_COOKIES', kind: 'flag', help: '1: cookies without Secure, on http://localhost only' },
  host: { env: 'HOST', kind: 'text', help: 'address to listen on (default 127.0.0.1)' },
  port: { env: 'PORT', kind: 'number', help: 'port to listen on (default 8787)' },
  trustedProxies: { env: 'SSO_TRUSTED_PROXIES', kind: 'number', help: 'reverse proxies in front (default 0)' },
} as const satisfies Record<string, { env: string; kind: Kind; help: string; secret?: true }>;

const read: Record<Kind, (text: string) => unknown> = {
  text: (text) => text,
  list: (text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  // What is no number stays text, for the check of the options to name.
  number: (text) => (/^\d+$/.test(text) ? Number(text) : text),
  flag: (text) => text === '1' || text === 'true',
};
const flagOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const rows = Object.entries(table).map(([name, row]) => ({
  name,
  flag: 'secret' in row ? undefined : flagOf(name),
  ...row,
}));

export const gatewayHelp = [
  'Usage: sso-elements-gateway [--flag value …]',
  '',
  ...rows.map(({ flag, env, help: text }) => `  ${(flag ? `--${flag}` : '').padEnd(20)} ${env.padEnd(22)} ${text}`),
  '',
  'Lists are separated by commas. Secrets are taken from the environment alone.',
].join('\n');

const present = (values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

/** Reads both; an empty variable counts as absent. Throws on a flag that there is not. */
export function readOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): { help: true } | { help: false; gateway: GatewayOptions; serve: ServeOptions; consentLog?: string } {
  const flags = rows.flatMap(({ flag }) => (flag ? [[flag, { type: 'string' }] as const] : []));
  const known: NonNullable<ParseArgsConfig['options']> = { ...Object.fromEntries(flags), help: { type: 'boolean' } };
  const { values } = parseArgs({ args: [...args], options: known });
  if (values['help']) return { help: true };
  const given = rows.flatMap(({ name, flag, env: variable, kind }) => {
    const flagged = flag ? values[flag] : undefined;
    const text = typeof flagged === 'string' ? flagged : env[variable] || undefined;
    return text === undefined ? [] : [[name, read[kind](text)] as const];
  });
  const {
    host,
    port,
    trustedProxies,
    consentLog,
    linkParameters,
    optInChannels: channels,
    optInStatus: status,
    mailNamesConsent: confirmationMailNamesConsent,
    ...gateway
  } = Object.fromEntries(given);
  for (const [name, value] of Object.entries({ port, trustedProxies })) {
    if (typeof value === 'string') throw new Error(`${name}: must be a whole number`);
  }
  // More or fewer than two names stay a list, for the check of the options to name.
  const [token, code, ...more] = Array.isArray(linkParameters) ? (linkParameters as string[]) : [];
  const names = code === undefined || more.length > 0 ? linkParameters : { token, code };
  const optIn = present({ channels, status, confirmationMailNamesConsent });
  return {
    help: false,
    gateway: {
      ...gateway,
      ...present({ linkParameters: names }),
      ...(Object.keys(optIn).length > 0 && { optIn }),
    } as unknown as GatewayOptions,
    serve: present({ host, port, trustedProxies }),
    ...(typeof consentLog === 'string' && { consentLog }),
  };
}
