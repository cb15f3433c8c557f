import type { css as cssTag } from 'lit';

/** What `<sso-consents>` adds to the form's rules: loaded with what it shows. */
export const consentsStyles = (css: typeof cssTag) => css`
  :host {
    max-width: var(--sso-width, 40em);
    scroll-margin-top: 1em;
  }
  [part='consents'] {
    display: grid;
    gap: var(--_gap);
  }
  ul[part='channels'] {
    display: grid;
    gap: var(--_gap);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  [part='channel'] {
    display: grid;
    gap: 0.75em;
    justify-items: start;
    padding-top: var(--_gap);
    border-top: 1px solid var(--_line);
    overflow-wrap: anywhere;
  }
  h3 {
    margin: 0;
    font-size: 1.125em;
    line-height: 1.3;
  }
  [part='facts'] {
    color: var(--_muted);
  }
  /* Always there for screen readers. */
  [role='status']:empty {
    position: absolute;
  }
  [part='pending'] {
    padding-inline-start: 1em;
    border-inline-start: 4px solid var(--_line);
  }
  blockquote {
    margin: 0.5em 0 0;
    padding-inline-start: 1em;
    border-inline-start: 1px solid var(--_line);
  }
  blockquote p + p {
    margin-top: 0.5em;
  }
  blockquote a,
  label a {
    display: inline;
  }
  /* What they would inherit it from is a slot of the browser’s own. */
  details > * {
    box-sizing: border-box;
  }
  summary {
    min-height: 44px;
    padding: 0.5em 0;
    color: var(--_accent);
    cursor: pointer;
  }
  form {
    gap: 0.75em;
    place-items: start;
    align-content: start;
    padding-top: 0.25em;
  }
  [part='opt-in'] {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0.75em;
    align-items: start;
  }
  [part='opt-in'] label {
    margin: 0;
    font-weight: 400;
  }
  label :is(ul, ol) {
    margin: 0;
  }
  label :is(p, ul, ol) + :is(p, ul, ol) {
    margin-top: 0.5em;
  }
  input[type='checkbox'] {
    width: 1.5em;
    height: 1.5em;
    min-height: 0;
    margin: 0;
    accent-color: var(--_accent);
  }
  @media print {
    button,
    details,
    [part='problem'] {
      display: none;
    }
  }
`;
