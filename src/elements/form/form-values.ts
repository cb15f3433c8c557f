import { maxLength } from '../../contract/limits.js';
import type { Values } from '../../flow/flow.js';
import type { Faults, TypedFault } from '../../parts/render-context.js';

/** Returns what is wrong with a field before anything is sent: empty, not by its pattern, or too long. */
const faultOf = ({ name, value, required, type, validity }: HTMLInputElement): TypedFault | undefined => {
  if (required && !(type === 'password' ? value : value.trim())) return 'missing';
  if (validity.patternMismatch) return name === 'code' ? 'incomplete' : 'invalid';
  // By code points, as the gateway counts; it reads a code out of the sentence that it was pasted with.
  return name !== 'code' && Array.from(value)[maxLength] ? 'too-long' : undefined;
};

/**
 * Reads the form as it stands at submit: password managers write to inputs without firing an event. Optional fields that are
 * empty are left out.
 */
export function readForm(form: HTMLFormElement, submitter?: HTMLElement | null): { values: Values; faults: Faults } {
  const values: Record<string, string | boolean> = {};
  const faults: Faults = {};
  for (const [name, value] of new FormData(form, submitter) as unknown as Iterable<[string, string]>)
    if (value) values[name] = value;
  for (const input of form.elements as unknown as Iterable<HTMLInputElement>) {
    const fault = input.name && faultOf(input);
    if (fault) faults[input.name] = fault;
    if (input.type === 'checkbox') values[input.name] = input.checked;
  }
  // The screens name their fields by the contract; the gateway refuses what a page adds to the form.
  return { values, faults };
}

/** Returns the faults after a field has changed: one in error is checked again, and the gateway's fault is dropped. */
export const recheck = (faults: Faults, input: HTMLInputElement): Faults => ({
  ...faults,
  [input.name]: faults[input.name] && faultOf(input),
});
