/** The environment: variables, files that they name, and systemd's credentials. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { proxiesOf } from '../pooled-fetch.js';
import { type CommandRow, commandRows } from './command-table.js';
import { emptySource, type Given, masked, type Source } from './given.js';
import { unknownName } from './near-name.js';
import { fileReason, openness, readSecretFile } from './private-file.js';
import { typedValue } from './typed-value.js';

export type Environment = Readonly<Record<string, string | undefined>>;

const secretNames = commandRows.filter(({ secret }) => secret).map(({ env }) => env);
const fileOf = (env: string) => `${env}_FILE`;
const known = [...commandRows.map(({ env }) => env), ...secretNames.map(fileOf)];

/**
 * What Kubernetes and Docker put into every container for a service that is called `sso` or `sso-…`: they say where it is, and are nobody's
 * settings. https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables
 */
const isServiceLink = (name: string, value: string): boolean =>
  /_SERVICE_(HOST|PORT(_\w+)?)$|_PORT_\d+_(TCP|UDP|SCTP)(_(ADDR|PORT|PROTO))?$/.test(name) ||
  (name.endsWith('_PORT') && /^(tcp|udp|sctp):\/\//.test(value));

/** Whoever writes it in small letters means it all the same. */
const isOwnName = (name: string): boolean => /^sso_/i.test(name);

/** `ignored`: names of other programs' variables. */
export function unknownVariables(env: Environment, ignored: readonly unknown[]): string[] {
  return Object.entries(env)
    .filter(([name]) => isOwnName(name) && !known.includes(name) && !ignored.includes(name))
    .filter(([name, value = '']) => !isServiceLink(name, value))
    .map(([name]) => {
      const upper = name.toUpperCase();
      if (known.includes(upper)) return `${name}: unknown; did you mean ${upper}?`;
      const own = name.replace(/_FILE$/, '');
      const isPlain = known.includes(own);
      return `${name}: ${isPlain ? `unknown; only secrets are read from files, so set ${own}` : unknownName(name, known)}`;
    });
}

/** Name → path of what is in systemd's directory for credentials. */
function credentialsIn(directory: string | undefined, faults: string[]): ReadonlyMap<string, string> {
  if (!directory) return new Map();
  try {
    return new Map(readdirSync(directory).map((name) => [name, join(directory, name)]));
  } catch (error) {
    faults.push(`CREDENTIALS_DIRECTORY: ${fileReason(error)}`);
    return new Map();
  }
}

/** A secret that is a file's content. */
export function secretIn(path: string, from: string, row: CommandRow, source: Source): Given {
  const read = readSecretFile(path);
  if ('fault' in read) return { value: undefined, from, printed: undefined, fault: read.fault };
  source.warnings.push(...openness(read).map((why) => `${from}: ${why}`));
  const value = typedValue(row, read.text);
  return { value, from, printed: masked(value), ...(read.isLasting && { printed: { file: path }, file: path }) };
}

/** Reads every setting; an empty variable counts as absent. */
export function readEnvironment(env: Environment): Source & { config: string | undefined } {
  const source = emptySource();
  const { given, faults } = source;
  const credentials = credentialsIn(env['CREDENTIALS_DIRECTORY'], faults);
  for (const name of credentials.keys())
    if (isOwnName(name) && !secretNames.includes(name))
      faults.push(`credential ${name}: ${unknownName(name, secretNames)}`);
  for (const row of commandRows) {
    const { member, env: name } = row;
    if (member === '') continue;
    const text = env[name] || undefined;
    const path = row.secret ? env[fileOf(name)] || undefined : undefined;
    const credential = row.secret && credentials.get(name);
    const places = [
      ...(text === undefined ? [] : [name]),
      ...(path === undefined ? [] : [fileOf(name)]),
      ...(credential === undefined ? [] : [`credential ${name}`]),
    ];
    const [from] = places;
    if (from === undefined) continue;
    if (places.length > 1) {
      const fault = 'only one of them may be given';
      given.set(member, { value: undefined, from: places.join(', '), printed: undefined, fault });
    } else if (text !== undefined) {
      const value = typedValue(row, text);
      given.set(member, { value, from, printed: row.secret ? masked(value) : value });
    } else if (credential !== undefined) {
      const secret = secretIn(credential, from, row, source);
      // Systemd gives a credential its place anew at each start.
      given.set(member, { ...secret, printed: masked(secret.value), file: undefined });
    } else if (path !== undefined) given.set(member, secretIn(path, from, row, source));
  }
  return { ...source, config: env['SSO_CONFIG'] || undefined };
}

/** What is wrong with the proxies that the environment names for the way out. Their addresses can hold a password. */
export function proxyFaults(env: Environment): string[] {
  const proxies = proxiesOf(env);
  return (['httpProxy', 'httpsProxy'] as const).flatMap((each) => {
    const [url, name] = [proxies?.[each], each === 'httpProxy' ? 'HTTP_PROXY' : 'HTTPS_PROXY'];
    if (!url || /^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : '')) return [];
    return [`${env[name.toLowerCase()] ? name.toLowerCase() : name}: must be an address, as http://proxy:3128`];
  });
}
