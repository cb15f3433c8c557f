/** Restores an exported state. */
import { parseHostedDocument } from './hosted-settings-document.js';
import type { SimulatorState } from './simulator-state.js';

/** Kind of each member of a state. */
const shape: Record<keyof SimulatorState, 'list' | 'object' | 'number'> = {
  customers: 'list',
  steps: 'list',
  removals: 'list',
  sessions: 'list',
  transfers: 'list',
  inbox: 'list',
  document: 'object',
  texts: 'object',
  termsVersion: 'number',
  optInVersions: 'list',
  starts: 'list',
  failures: 'list',
  usedIdTokens: 'list',
  window: 'object',
  faults: 'list',
};
const kindOf = (value: unknown): string => (Array.isArray(value) ? 'list' : value === null ? 'nothing' : typeof value);

/** Returns a copy of an exported state. Throws a `TypeError` for anything but a state of this version. */
export function restoreState(saved: unknown): SimulatorState {
  const given = typeof saved === 'object' && saved !== null ? (saved as Record<string, unknown>) : {};
  // A state that was saved before there were versions of the opt-in.
  const members = 'optInVersions' in given ? given : { ...given, optInVersions: [] };
  const names = Object.keys(members);
  for (const [name, kind] of Object.entries(shape)) {
    if (kindOf(members[name]) !== kind) throw new TypeError(`No state of this simulator: ${name}`);
  }
  const unknown = names.find((name) => !Object.hasOwn(shape, name));
  if (unknown) throw new TypeError(`No state of this simulator: ${unknown}`);
  const state = structuredClone(members) as unknown as SimulatorState;
  for (const customer of state.customers as Partial<SimulatorState['customers'][number]>[]) {
    // A state that was saved before there were access rights.
    customer.accessRights ??= [];
    customer.accessBlocked ??= false;
  }
  return { ...state, document: parseHostedDocument(state.document) };
}
