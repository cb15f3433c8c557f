/** From one newspaper's day to many: arithmetic alone. Every figure of a row is made here, none is typed. */
import type { KeyGroup } from './redis-work.js';

/** What a day has measured, of the part of the readers that it was played with. */
export interface Measured {
  /** Of a mid-size newspaper’s readers, those that took part: 1 is all. */
  part: number;
  visits: number;
  signIns: number;
  /** Calls of the gateway. */
  calls: number;
  /** Hour → how many; the hosted API’s own count of operations, Redis’s of commands. */
  hours: { signIns: readonly number[]; operations: readonly number[]; commands: readonly number[] };
  /** Seconds of both gateways, without their starts. */
  processorTime: number;
  /** Bytes of one instance at most. */
  instanceMemory: number;
  /** Bytes of Redis when it held nothing. */
  redisEmpty: number;
  keys: readonly KeyGroup[];
}

/** What the reader may change. Prices are in one currency, whichever. */
export const assumptions = {
  /** Each lives the same day at the same hours. */
  publishers: 10_000,
  /** What the busiest second has of the busiest hour’s average. */
  burst: 2,
  /** Of a processor, what the peak may take. */
  utilisation: 0.5,
  /** Instances of each publisher at least, so that one can be restarted. */
  instances: 2,
  /** Processors that are reserved for an instance where each publisher has its own. */
  instanceCpu: 0.25,
  /** Servers that hold the same: the one that takes writes, and its replica. */
  redisCopies: 2,
  /** Commands in a second that one Redis is trusted with. */
  redisCommands: 50_000,
  vcpuHour: 0.04,
  memoryGbHour: 0.005,
  redisGbHour: 0.02,
};
export type Assumptions = Readonly<typeof assumptions>;

export interface Row {
  what: string;
  how: string;
  value: string;
}
export interface Extrapolation {
  signInsPerSecond: number;
  processors: number;
  redisCommandsPerSecond: number;
  /** Bytes of one copy. */
  redisMemory: number;
  operationsPerSecond: number;
  costOfMillion: { shared: number; each: number };
  rows: readonly Row[];
}

/** Keys at once in production, of those that a day has made. Hours of a peak count more for what lives shortly. */
export function keysAtOnce({ keys, lifetime }: KeyGroup, peakShare: number): number {
  const hours = lifetime / 3600;
  return keys * Math.max(hours / 24, Math.min(1, hours * peakShare));
}

const gigabyte = 1e9;
/** A figure as people read it: whole from 100 on, else with three digits. */
export function shown(value: number): string {
  const rounded = Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
  return rounded.toLocaleString('en-GB', { maximumFractionDigits: 6 });
}
const sumOf = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0);
const megabytes = (bytes: number): string => `${shown(bytes / 1e6)} MB`;

/** Throws a `RangeError` where the day has no sign-ins: nothing could be said of one. */
export function extrapolate(day: Measured, given: Partial<Assumptions> = {}): Extrapolation {
  const of = { ...assumptions, ...given };
  if (!(day.signIns > 0)) throw new RangeError('nobody signed in on that day');
  const scale = of.publishers / day.part;
  const scaled = `${shown(of.publishers)}${day.part === 1 ? '' : ` ÷ ${day.part} of the readers`}`;
  const rows: Row[] = [];
  const row = (what: string, how: string, value: number, unit = ''): number => {
    rows.push({ what, how, value: `${shown(value)}${unit}` });
    return value;
  };
  const atPeak = (what: string, hours: readonly number[]): number => {
    const most = Math.max(...hours);
    return row(
      `${what} a second at the peak`,
      `${shown(most)} in the hour from ${hours.indexOf(most)} o’clock ÷ 3,600 s × ${of.burst} × ${scaled}`,
      (most / 3600) * of.burst * scale,
    );
  };

  row('visits a day', `${shown(day.visits)} × ${scaled}`, day.visits * scale);
  const signIns = row('sign-ins a day', `${shown(day.signIns)} × ${scaled}`, day.signIns * scale);
  const signInsPerSecond = atPeak('sign-ins', day.hours.signIns);
  const operationsPerSecond = atPeak('operations of the hosted API', day.hours.operations);
  const redisCommandsPerSecond = atPeak('commands of Redis', day.hours.commands);
  const working = row(
    'processor time of a sign-in, with all that readers do beside it',
    `${shown(day.processorTime)} s ÷ ${shown(day.signIns)}`,
    (day.processorTime / day.signIns) * 1000,
    ' ms',
  );
  const processors = row(
    'processors of the gateways at the peak',
    `${shown(signInsPerSecond)} × ${shown(working)} ms ÷ 1,000 ms ÷ ${of.utilisation}`,
    (signInsPerSecond * working) / 1000 / of.utilisation,
  );
  row(
    'sign-ins a second that one processor carries',
    `1,000 ms ÷ ${shown(working)} ms × ${of.utilisation}`,
    (1000 / working) * of.utilisation,
  );
  const instances = row('instances', `${shown(of.publishers)} × ${of.instances}`, of.publishers * of.instances);
  const memory = row(
    'memory of the instances',
    `${shown(instances)} × ${megabytes(day.instanceMemory)}`,
    (instances * day.instanceMemory) / gigabyte,
    ' GB',
  );

  const peakShare = Math.max(...day.hours.signIns) / sumOf(day.hours.signIns);
  const bytes = sumOf(day.keys.map((group) => (group.bytes / group.keys) * keysAtOnce(group, peakShare)));
  const keys = row(
    'keys in Redis at once',
    `${shown(sumOf(day.keys.map((group) => keysAtOnce(group, peakShare))))} × ${scaled}`,
    sumOf(day.keys.map((group) => keysAtOnce(group, peakShare))) * scale,
  );
  const redisMemory = bytes * scale;
  const keysGb = row(
    'memory of these keys',
    `${shown(keys)} × ${shown(redisMemory / keys || 0)} bytes`,
    redisMemory / gigabyte,
    ' GB',
  );
  const servers = row(
    'servers of Redis that take writes, if publishers share them',
    `${shown(redisCommandsPerSecond)} ÷ ${shown(of.redisCommands)}, rounded up`,
    Math.max(1, Math.ceil(redisCommandsPerSecond / of.redisCommands)),
  );

  const perMillion = 1e6 / signIns;
  const redisShared = keysGb + (servers * day.redisEmpty) / gigabyte;
  const shared = row(
    'cost of a million sign-ins, machines and Redis shared by all',
    `24 h × (${shown(processors)} × ${of.vcpuHour} + ${shown(memory)} GB × ${of.memoryGbHour} + ${shown(redisShared)} GB × ${of.redisCopies} × ${of.redisGbHour}) ÷ ${shown(signIns)} × 1,000,000`,
    24 *
      (processors * of.vcpuHour + memory * of.memoryGbHour + redisShared * of.redisCopies * of.redisGbHour) *
      perMillion,
  );
  const redisEach = keysGb + (of.publishers * day.redisEmpty) / gigabyte;
  const each = row(
    'the same, each publisher with machines and Redis of its own',
    `24 h × (${shown(instances)} × ${of.instanceCpu} × ${of.vcpuHour} + ${shown(memory)} GB × ${of.memoryGbHour} + ${shown(redisEach)} GB × ${of.redisCopies} × ${of.redisGbHour}) ÷ ${shown(signIns)} × 1,000,000`,
    24 *
      (instances * of.instanceCpu * of.vcpuHour +
        memory * of.memoryGbHour +
        redisEach * of.redisCopies * of.redisGbHour) *
      perMillion,
  );
  return {
    signInsPerSecond,
    processors,
    redisCommandsPerSecond,
    redisMemory,
    operationsPerSecond,
    costOfMillion: { shared, each },
    rows,
  };
}

/** Reads `publishers=500,vcpuHour=0.05`. Throws a `RangeError` where a name is none, or a value no number above 0. */
export function readAssumptions(text: string): Partial<Assumptions> {
  const pairs = text
    .split(',')
    .filter(Boolean)
    .map((pair) => pair.split('=') as [string, string?]);
  for (const [name, value] of pairs) {
    if (!Object.hasOwn(assumptions, name))
      throw new RangeError(`--assume takes ${Object.keys(assumptions).join(', ')}: there is no ${name}`);
    if (!(Number(value) > 0)) throw new RangeError(`--assume: ${name} takes a number above 0`);
  }
  return Object.fromEntries(pairs.map(([name, value]) => [name, Number(value)]));
}
