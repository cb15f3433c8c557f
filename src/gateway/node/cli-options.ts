/** Flags and environment variables → options. A flag wins over its variable; secrets have no flag, since others can read those. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { ServeOptions } from './serve.js';
import { forwardedHeaders } from './forwarded.js';
import { type CommandLogLevel, commandLogLevels } from './command/command-log.js';
import { commandRows as rows } from './command/command-table.js';
import type { GatewayOptions } from '../options/gateway-options.js';
import type { Kind } from '../options/option-table.js';

const read: Record<Kind, (text: string) => unknown> = {
  text: (text) => text,
  list: (text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  // Anything else stays a text, which the check of the options will name.
  number: (text) => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : text),
  flag: (text) => text === '1' || text === 'true',
};
const present = (values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

/** The rows of a part of an option, as its members: `captchaSiteKey` is `siteKey` of `captcha`. */
function partOf(option: 'captcha', values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const names = rows.filter((row) => row.partOf === option && values[row.name] !== undefined).map(({ name }) => name);
  const member = (name: string) => name.charAt(option.length).toLowerCase() + name.slice(option.length + 1);
  return Object.fromEntries(names.map((name) => [member(name), values[name]]));
}

/** One key or a list. What is neither stays a text, which the check of the options will name. */
function readKeys(text: string): unknown {
  try {
    return [JSON.parse(text) as unknown].flat();
  } catch {
    return text;
  }
}

/** Reads flags and variables; an empty variable counts as absent. Throws on an unknown flag. */
export function readOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
):
  | { help: true }
  | {
      help: false;
      gateway: GatewayOptions;
      serve: ServeOptions;
      consentLog?: string;
      auditLog?: string;
      redis?: { url: string; prefix?: string };
      detached?: true;
      logLevel?: CommandLogLevel;
    } {
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
    forwardedHeader,
    keepAliveTimeout,
    headersTimeout,
    requestTimeout,
    detached,
    logLevel,
    metricsPort,
    metricsHost,
    consentLog,
    auditLog,
    redisUrl,
    redisPrefix,
    linkParameters,
    accessKeys,
    accessTokenRights,
    optInChannels: channels,
    optInStatus: status,
    mailNamesConsent: confirmationMailNamesConsent,
    ...others
  } = Object.fromEntries(given);
  const captcha = partOf('captcha', others);
  const gateway = Object.entries(others).filter(([name]) => !/^captcha/.test(name));
  const times = { keepAliveTimeout, headersTimeout, requestTimeout };
  for (const [name, value] of Object.entries({ port, metricsPort, trustedProxies, ...times })) {
    if (value !== undefined && !Number.isInteger(value)) throw new Error(`${name}: must be a whole number`);
  }
  if (forwardedHeader !== undefined && !forwardedHeaders.some((known) => known === forwardedHeader))
    throw new Error(`forwardedHeader: must be one of ${forwardedHeaders.join(', ')}`);
  // Each is written as a file of one kind of lines; the commands for consents read nothing else.
  if (auditLog !== undefined && auditLog === consentLog)
    throw new Error('auditLog: must not be the file of consentLog');
  const level = commandLogLevels.find((known) => known === logLevel);
  if (logLevel !== undefined && !level) throw new Error(`logLevel: must be one of ${commandLogLevels.join(', ')}`);
  // More or fewer than two names stay a list, which the check of the options will name.
  const [token, code, ...more] = Array.isArray(linkParameters) ? (linkParameters as string[]) : [];
  const names = code === undefined || more.length > 0 ? linkParameters : { token, code };
  const accessToken = present({
    keys: typeof accessKeys === 'string' ? readKeys(accessKeys) : undefined,
    rights: accessTokenRights,
  });
  const optIn = present({ channels, status, confirmationMailNamesConsent });
  return {
    help: false,
    gateway: {
      ...Object.fromEntries(gateway),
      ...(Object.keys(captcha).length > 0 && { captcha }),
      ...present({ linkParameters: names }),
      ...(Object.keys(accessToken).length > 0 && { accessToken }),
      ...(Object.keys(optIn).length > 0 && { optIn }),
    } as unknown as GatewayOptions,
    serve: present({ host, port, metricsHost, metricsPort, trustedProxies, forwardedHeader, ...times }),
    ...(detached === true && { detached }),
    ...(level && { logLevel: level }),
    ...(typeof consentLog === 'string' && { consentLog }),
    ...(typeof auditLog === 'string' && { auditLog }),
    ...(typeof redisUrl === 'string' && {
      redis: { url: redisUrl, ...(typeof redisPrefix === 'string' && { prefix: redisPrefix }) },
    }),
  };
}
