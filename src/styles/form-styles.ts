import { css } from 'lit';

/**
 * Tokens and the form's rules. Every token is a custom property that a page can set on the element or above it; the
 * scheme follows the page's `color-scheme`, so that the form is never dark on a page that is light.
 */
export const formStyles = css`
  :host {
    /* Of the page's texts the element takes what docs/theming.md lists, and nothing else. */
    all: initial;
    color-scheme: inherit;
    visibility: inherit;
    pointer-events: inherit;
    -webkit-text-size-adjust: inherit;
    -webkit-font-smoothing: inherit;
    display: block;
    box-sizing: border-box;
    max-width: var(--sso-width, 26em);
    font: var(--sso-font, medium/1.5 system-ui, sans-serif);
    color: var(--sso-text, light-dark(#1a1a1a, #ededed));
    --_accent: var(--sso-accent, light-dark(#1f4e79, #9cc7ee));
    --_line: var(--sso-line, light-dark(#767676, #8f8f8f));
    --_error: var(--sso-error, light-dark(#b3161b, #ff9a94));
    --_muted: var(--sso-muted, light-dark(#595959, #b0b0b0));
    --_gap: var(--sso-gap, 1.25em);
    --_radius: var(--sso-radius, 4px);
  }
  :host([hidden]) {
    display: none;
  }
  *,
  ::before {
    box-sizing: inherit;
  }
  form,
  nav {
    display: grid;
    gap: var(--_gap);
  }
  h2,
  p {
    margin: 0;
  }
  h2 {
    font-size: 1.5em;
    line-height: 1.25;
  }
  [tabindex]:focus {
    outline: 0;
  }
  label {
    display: block;
    margin-bottom: 0.25em;
    font-weight: 600;
  }
  input,
  button,
  select {
    font: inherit;
    color: inherit;
    min-height: 44px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  [part='control'] {
    display: flex;
    position: relative;
  }
  input,
  select {
    font-size: max(16px, 1em);
    width: 100%;
    padding: 0 0.75em;
    background: var(--sso-field, light-dark(#fff, #1c1c1e));
  }
  input[aria-invalid] {
    border-color: var(--_error);
  }
  [part='error'] {
    margin-top: 0.25em;
    color: var(--_error);
  }
  [part='problem'] {
    display: grid;
    gap: 0.75em;
    padding: 0.75em 1em;
    border-inline-start: 4px solid var(--_error);
    background: var(--sso-problem, light-dark(#fdf0ef, #3a1d1c));
  }
  button {
    padding: 0.5em 1em;
    background: none;
    cursor: pointer;
  }
  [part~='submit'] {
    border-color: transparent;
    background: var(--_accent);
    color: var(--sso-on-accent, light-dark(#fff, #101418));
    font-weight: 600;
  }
  [aria-disabled='true'] {
    cursor: progress;
    opacity: 0.7;
  }
  :focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }
  nav {
    gap: 0;
    margin-top: 1em;
    justify-items: start;
  }
  a,
  [part~='link'] {
    border: 0;
    padding: 0;
    min-height: 44px;
    display: inline-flex;
    align-items: center;
    color: var(--_accent);
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  [part='toggle'] {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0;
    width: 44px;
    border: 0;
    padding: 0.6em;
  }
  [name='password'] {
    padding-inline-end: 3em;
  }
  svg {
    display: block;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.8;
  }
  [aria-pressed='false'] [part='slash'] {
    display: none;
  }
`;
