/** The settings of the command: read from everywhere, merged, and checked whole. */
import { optionFaults, type OptionFault, faultsIn } from '../../options/check-options.js';
import type { GatewayOptions } from '../../options/gateway-options.js';
import { optionTable } from '../../options/option-table.js';
import { logFileFaults } from '../consents/log-access.js';
import type { ServeOptions } from '../serve.js';
import type { CommandLogLevel } from './command-log.js';
import { commandRows, placesOf, splitMember } from './command-table.js';
import type { GivenMembers } from './given.js';
import { printConfig } from './print-config.js';
import { readConfig } from './read-config.js';
import { type Environment, proxyFaults, readEnvironment, unknownVariables } from './read-environment.js';
import { type CommandMode, readFlags } from './read-flags.js';

/** What the command runs with. Only where there are no faults it is what its type says. */
export interface Settings {
  gateway: GatewayOptions;
  serve: ServeOptions;
  logLevel: CommandLogLevel;
  /** Goes on when its parent ends. */
  detached: boolean;
  consentLog?: string;
  auditLog?: string;
  redis?: { url: string; prefix?: string };
  /** The file whose content the API token is. */
  apiTokenFile?: string;
}

export interface CheckedSettings {
  mode: CommandMode;
  settings: Settings;
  /** All of them, each with the place that it comes from. None repeats a value. */
  faults: readonly string[];
  warnings: readonly string[];
  /** The settings in effect as a configuration file, without secrets. */
  printed: object;
}

const present = (values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

/** The values in the shape of the configuration file. */
function valuesOf(given: GivenMembers): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const [member, { value, fault }] of given) {
    if (fault !== undefined) continue;
    const { name, part } = splitMember(member);
    values[name] = part === undefined ? value : { ...(values[name] as object | undefined), [part]: value };
  }
  return values;
}

/** A fault with the place that it comes from; nothing where that place has been named before. */
function lineOf({ name, member, why }: OptionFault, given: GivenMembers, isWhole: boolean): string[] {
  const place = member === undefined ? name : `${name}.${member}`;
  const found = given.get(place);
  if (found) return found.fault === undefined ? [`${found.from}: ${why}`] : [];
  // It may stand in the file that could not be read.
  if (!isWhole) return [];
  const places = commandRows.filter((each) => each.member === place).map(placesOf);
  return [`${place}: is missing, and ${why}; set ${places.join(', ')}`];
}

/** Member that names a file → what is kept there. */
const keptFiles = { consentLog: 'consents', auditLog: 'events' } as const;

/** What the start would refuse of the files that lines are kept in. */
const fileFaults = (given: GivenMembers): string[] =>
  Object.entries(keptFiles).flatMap(([member, kept]) => {
    const { value: path, from } = given.get(member) ?? {};
    if (typeof path !== 'string' || path === '') return [];
    return logFileFaults(path, kept).map((why) => `${from}: ${why}`);
  });

/** Flags win over the environment, and that over the configuration file. */
function readSources(args: readonly string[], env: Environment) {
  const flags = readFlags(args);
  const environment = readEnvironment(env);
  const path = flags.config ?? environment.config;
  const file =
    path === undefined ? undefined : readConfig(path, flags.config === undefined ? 'SSO_CONFIG' : '--config');
  const given: GivenMembers = new Map([...(file?.given ?? []), ...environment.given, ...flags.given]);
  return { flags, environment, file, given };
}

/**
 * One setting alone, for a command that needs no other: what is wrong with those makes no difference. `config`: the flag's. Throws an `Error` that says
 * why it cannot be read; where it is given nowhere, the value is `undefined`.
 */
export function readSetting(member: string, config: string | undefined, env: Environment): unknown {
  const { file, given } = readSources(config === undefined ? [] : [`--config=${config}`], env);
  const found = given.get(member);
  if (found?.fault !== undefined) throw new Error(`${found.from}: ${found.fault}`);
  // It may stand in the file that could not be read.
  if (!found && file?.isWhole === false) throw new Error(file.faults.join('; '));
  return found?.value;
}

/** Throws nothing: every fault is in the list. */
export function readSettings(args: readonly string[], env: Environment): CheckedSettings {
  const { flags, environment, file, given } = readSources(args, env);
  const values = valuesOf(given);

  const isOption = ([name]: [string, unknown]) => Object.hasOwn(optionTable, name);
  const gateway = Object.fromEntries(Object.entries(values).filter(isOption));
  const wrong = [
    ...optionFaults(gateway),
    ...commandRows.flatMap(({ name, rule }) => faultsIn(name, values[name], rule?.(values[name], values))),
  ].flatMap((fault) => lineOf(fault, given, file?.isWhole ?? true));
  const ignored = values['ignoredVariables'];
  const unread = [...given.values()].flatMap(({ from, fault }) => (fault === undefined ? [] : [`${from}: ${fault}`]));

  const { host, port, trustedProxies, forwardedHeader, keepAliveTimeout, headersTimeout, requestTimeout, patience } =
    values;
  const { metricsPort, metricsHost } = values;
  const { consentLog, auditLog, redisUrl: url, redisPrefix: prefix, logLevel = 'info', detached = false } = values;
  const serve = {
    host,
    port,
    trustedProxies,
    forwardedHeader,
    keepAliveTimeout,
    headersTimeout,
    requestTimeout,
    patience,
    metricsPort,
    metricsHost,
  };
  const settings = {
    gateway,
    serve: present(serve),
    logLevel,
    detached,
    ...present({ consentLog, auditLog, apiTokenFile: given.get('apiToken')?.file }),
    ...(url !== undefined && { redis: { url, ...present({ prefix }) } }),
  };
  return {
    mode: flags.mode,
    // The list of faults says where this is not so.
    settings: settings as unknown as Settings,
    faults: [
      ...flags.faults,
      ...unknownVariables(env, Array.isArray(ignored) ? ignored : []),
      ...environment.faults,
      ...(file?.faults ?? []),
      ...unread,
      ...wrong,
      ...fileFaults(given),
      ...proxyFaults(env),
    ],
    warnings: [...environment.warnings, ...(file?.warnings ?? [])],
    printed: printConfig(given),
  };
}
