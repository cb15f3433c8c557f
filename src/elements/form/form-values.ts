import type { FieldFault } from '../../contract/names.js';
import { maxLength } from '../../contract/limits.js';
import type { Values } from '../../flow/flow.js';
import type { Faults } from '../../parts/render-context.js';

/** What is wrong with a field before anything is sent: empty or over-long. */
const faultOf = ({ value, required, type, validity }: HTMLInputElement): FieldFault | undefined => {
  if (required && !(type === 'password' ? value : value.trim())) return 'missing';
  if (type === 'email' && validity.typeMismatch) return 'invalid';
  // By code points, as the gateway counts.
  return Array.from(value)[maxLength] ? 'too-long' : undefined;
};

/**
 * Reads the form as it is at submit: password managers write to inputs without telling anyone. Optional fields that were
 * left empty are not sent.
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
  // The screens name their fields by the contract; what a page could add to the form, the gateway refuses.
  return { values, faults };
}

/** The faults after a field has changed: one that was in error is judged anew, and what the gateway said of it is past. */
export const recheck = (faults: Faults, input: HTMLInputElement): Faults => ({
  ...faults,
  [input.name]: faults[input.name] && faultOf(input),
});
