/** Checks the options against their table. */
import { isRecord } from '../../contract/json.js';
import { type OptionEntry, optionTable } from './option-table.js';
import type { Wrong } from './rules.js';

/** A fault of one option. */
export interface OptionFault {
  /** The option's. */
  name: string;
  /** Of a value that has members: which of them. */
  member?: string;
  why: string;
  isMissing: boolean;
}

/** What a rule has found, as faults. */
export const faultsIn = (name: string, value: unknown, wrong: Wrong | undefined): OptionFault[] =>
  typeof wrong === 'object'
    ? wrong.map(([member, why]) => ({
        name,
        member,
        why,
        isMissing: isRecord(value) && value[member] === undefined,
      }))
    : wrong === undefined
      ? []
      : [{ name, why: wrong, isMissing: value === undefined }];

/** Returns every fault of the given options. An unknown name is a fault: it is a slip of the pen. */
export function optionFaults(given: unknown): OptionFault[] {
  const all: Readonly<Record<string, unknown>> = { ...(given as object) };
  const entries: [string, OptionEntry][] = Object.entries(optionTable);
  const unknown = Object.keys(all).filter((name) => !Object.hasOwn(optionTable, name));
  return [
    ...entries.flatMap(([name, { rule }]) => faultsIn(name, all[name], rule(all[name], all))),
    ...unknown.map((name) => ({ name, why: 'is no option of the gateway', isMissing: false })),
  ];
}

/** The same as lines: `name: why`. */
export const faultsOf = (given: unknown): string[] =>
  optionFaults(given).map(({ name, member, why, isMissing }) =>
    member === undefined ? `${name}: ${isMissing ? 'is missing, and ' : ''}${why}` : `${name}: ${member} ${why}`,
  );
