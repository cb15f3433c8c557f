import { css } from 'lit';

/** How `<sso-session>` looks. */
export const sessionStyles = css`
  :host {
    display: inline-block;
    font: var(--sso-font, inherit);
  }
  :host([hidden]) {
    display: none;
  }
  button {
    font: inherit;
    color: var(--sso-accent, inherit);
    min-height: 44px;
    padding: 0;
    border: 0;
    background: none;
    text-decoration: underline;
    text-underline-offset: 0.2em;
    cursor: pointer;
  }
  [role]:focus {
    outline: 0;
  }
  [part='status']:not(:empty) {
    margin-inline-end: 0.5em;
  }
  /* Always there for screen readers, and no first item where the page lays the element out in a row. */
  [part='status']:empty {
    position: absolute;
  }
  [part='problem'] {
    color: var(--sso-error, inherit);
  }
`;
