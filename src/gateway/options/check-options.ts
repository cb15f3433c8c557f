/** Checks the options against their table. */
import { type OptionEntry, optionTable } from './option-table.js';

/** Returns every fault of the given options, as `name: why`. An unknown name is a fault: it is a slip of the pen. */
export function faultsOf(given: unknown): string[] {
  const all: Readonly<Record<string, unknown>> = { ...(given as object) };
  const entries: [string, OptionEntry][] = Object.entries(optionTable);
  const unknown = Object.keys(all).filter((name) => !Object.hasOwn(optionTable, name));
  return [
    ...entries.flatMap(([name, { rule }]) => {
      const why = rule(all[name], all);
      return why === undefined ? [] : [`${name}: ${all[name] === undefined ? 'is missing, and ' : ''}${why}`];
    }),
    ...unknown.map((name) => `${name}: is no option of the gateway`),
  ];
}
