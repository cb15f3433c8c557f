import type { LitElement } from 'lit';
import type { Values } from '../../flow/flow.js';
import type { Faults } from '../../parts/render-context.js';
import { saveCredential } from './save-credential.js';
import { readForm, recheck } from './form-values.js';

/** Validates a form at submit, then each field in error as it changes, and passes on the values. */
export class FormController {
  /** What is wrong with what was typed. */
  faults: Faults = {};
  readonly #host: LitElement;
  readonly #send: (values: Values) => void;
  #password?: string | undefined;
  #pressed?: HTMLButtonElement | null;

  constructor(host: LitElement, send: (values: Values) => void) {
    this.#host = host;
    this.#send = send;
  }

  submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const button = event.submitter as HTMLButtonElement | null;
    // "Try again" stands for the button pressed before: ending one session must not become ending all.
    if (!button?.matches('[part~=retry]')) this.#pressed = button;
    // A password that is shown must not stay so, nor be taken for a text by the browser.
    for (const shown of form.querySelectorAll<HTMLElement>('[aria-pressed=true]')) shown.click();
    const { values, faults } = readForm(form, this.#pressed?.form === form ? this.#pressed : null);
    this.faults = faults;
    if (!Object.keys(faults).length) {
      this.#password = values.password ?? this.#password;
      this.#send(values);
      return;
    }
    this.markFaults(faults);
  };

  /** Shows what is wrong, and moves the focus to the first field in error. */
  markFaults(faults: Faults): void {
    this.faults = faults;
    const host = this.#host;
    host.requestUpdate();
    void host.updateComplete.then(() => host.shadowRoot?.querySelector<HTMLElement>('[aria-invalid]')?.focus());
  }

  recheck = ({ target }: Event): void => {
    this.faults = recheck(this.faults, target as HTMLInputElement);
    this.#host.requestUpdate();
  };

  /**
   * Fills in what was typed before: into empty fields, or with `overwrite` into all. By property: no password may stand in the
   * markup.
   */
  refill(values: Values, overwrite?: boolean): void {
    for (const input of this.#host.renderRoot.querySelectorAll<HTMLInputElement>('[name]')) {
      const value = values[input.name as keyof Values];
      if (typeof value === 'boolean') input.checked = value;
      else if (value && (overwrite || !input.value)) input.value = value;
    }
  }

  /** Fills in what a reader typed who comes back to the first form; its password is nowhere but here. */
  refillFirst(values: Values): void {
    this.refill({ ...values, ...(this.#password && { password: this.#password }) });
  }

  /** Forgets what belongs to a form that nobody can come back to. */
  reset(): void {
    this.faults = {};
    this.#password = undefined;
  }

  /** The password typed last has signed the reader in: passes it to the browser to save, and forgets it. */
  succeeded(identity?: string): void {
    saveCredential(identity, this.#password);
    this.#password = undefined;
  }
}
