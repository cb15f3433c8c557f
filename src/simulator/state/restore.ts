/** An exported state, taken up again. */
import { checked } from './hosted-settings-document.js';
import type { State } from './state.js';

/** What each member of a state is. */
const shape: Record<keyof State, 'list' | 'object' | 'number'> = {
  customers: 'list',
  steps: 'list',
  removals: 'list',
  sessions: 'list',
  transfers: 'list',
  inbox: 'list',
  document: 'object',
  texts: 'object',
  termsVersion: 'number',
  starts: 'list',
  failures: 'list',
  usedIdTokens: 'list',
  window: 'object',
  faults: 'list',
};
const kindOf = (value: unknown): string => (Array.isArray(value) ? 'list' : value === null ? 'nothing' : typeof value);

/** A copy of an exported state. Throws `TypeError` for what is no state of this version. */
export function restored(saved: unknown): State {
  const members = typeof saved === 'object' && saved !== null ? (saved as Record<string, unknown>) : {};
  const names = Object.keys(members);
  for (const [name, kind] of Object.entries(shape)) {
    if (kindOf(members[name]) !== kind) throw new TypeError(`No state of this simulator: ${name}`);
  }
  const unknown = names.find((name) => !Object.hasOwn(shape, name));
  if (unknown) throw new TypeError(`No state of this simulator: ${unknown}`);
  const state = structuredClone(saved) as State;
  return { ...state, document: checked(state.document) };
}
