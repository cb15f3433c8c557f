import { css } from 'lit';

/** Rules of the merchant's form. The custom properties are those of the readers' elements. */
export const editorStyles = css`
  :host {
    max-width: var(--sso-width, 46rem);
    accent-color: var(--_accent);
  }
  button {
    text-wrap: balance;
  }
  p {
    text-wrap: pretty;
  }
  section {
    padding-block: 1.25rem;
    border-top: 1px solid color-mix(in srgb, var(--_line) 40%, transparent);
  }
  h3 {
    margin: 0 0 0.75rem;
    font-size: 1.15em;
  }
  dl {
    margin: 0;
    display: grid;
    gap: 0.75rem;
  }
  dt,
  [part='help'] {
    color: var(--_muted);
  }
  dd {
    margin: 0;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  [part='help'] {
    margin-top: 0.25rem;
    font-size: 0.9em;
    font-weight: 400;
  }
  [part='fields'],
  fieldset {
    display: grid;
    gap: var(--_gap);
  }
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    gap: 0.5rem;
  }
  legend {
    padding: 0;
    margin-bottom: 0.5rem;
    font-weight: 600;
  }
  [part='box'] {
    display: flex;
    gap: 0.75rem;
    align-items: start;
    margin: 0;
    min-height: 1.75rem;
  }
  [part='box'] label {
    margin: 0;
  }
  [type='checkbox'],
  [type='radio'] {
    flex: none;
    width: 1.5rem;
    min-height: 1.5rem;
    margin: 0;
  }
  textarea {
    width: 100%;
    min-height: 8rem;
    padding: 0.5rem 0.75rem;
    font: inherit;
    color: inherit;
    background: var(--sso-field, light-dark(#fff, #1c1c1e));
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    resize: vertical;
  }
  [aria-invalid] {
    border-color: var(--_error);
  }
  [part='title'],
  [part='notice'],
  section > [part='text'] {
    margin-bottom: 0.75rem;
  }
  [part='history'] {
    padding-block: 1.25rem;
    border-top: 1px solid color-mix(in srgb, var(--_line) 40%, transparent);
  }
  summary {
    min-height: 1.75rem;
    font-weight: 600;
    cursor: pointer;
  }
  [part='versions'] {
    display: grid;
    gap: 0.75rem;
    margin-bottom: 0;
    padding: 0;
    list-style: none;
  }
  [part='actions'] {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.75rem;
    padding-block: 1rem;
  }
  [part='form'] > [part='actions'] {
    position: sticky;
    bottom: 0;
    background: var(--sso-paper, Canvas);
    border-top: 1px solid color-mix(in srgb, var(--_line) 40%, transparent);
  }
  /* Nothing that has the focus is hidden below the bar. */
  [part='form'] :is(input, select, textarea, button, fieldset) {
    scroll-margin-block: 1rem 6rem;
  }
  [part='notice'],
  [part='warning'] {
    padding: 0.75rem 1rem;
    border-inline-start: 4px solid var(--_accent);
    background: color-mix(in srgb, var(--_accent) 8%, transparent);
  }
  [part='notice'] ul {
    margin: 0;
    padding-inline-start: 1.25rem;
  }
  [part='counter'] {
    font-size: 0.9em;
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }
  dialog {
    max-width: min(30rem, calc(100vw - 2rem));
    padding: 1.5rem;
    color: inherit;
    background: var(--sso-paper, Canvas);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
`;
