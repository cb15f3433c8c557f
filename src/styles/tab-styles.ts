import { css } from 'lit';

/** The links between the processes of `<sso-auth>`. */
export const tabStyles = css`
  [part='tabs'] {
    display: flex;
    gap: clamp(0.5em, 10% - 1.6em, 1.5em);
    overflow-x: auto;
    margin: 0 0 1.5em;
    border-bottom: 1px solid var(--_line);
  }
  [part='tab'] {
    display: inline-flex;
    align-items: center;
    min-height: 44px;
    white-space: nowrap;
    /* Inside: a row that scrolls cuts off what is outside. */
    outline-offset: -3px;
    color: var(--_accent);
    text-decoration: none;
    border-bottom: 3px solid transparent;
  }
  [part='tab'][aria-current] {
    color: inherit;
    font-weight: 600;
    border-color: var(--_accent);
    scroll-initial-target: nearest;
  }
`;
