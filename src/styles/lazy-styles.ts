import type { css as cssTag } from 'lit';

/** The rules of the steps after the first screen: loaded with them. */
export const laterStyles = (css: typeof cssTag) => css`
  [part='notice'] {
    display: grid;
    gap: var(--_gap);
    justify-items: start;
  }
  h2,
  button {
    text-wrap: balance;
  }
  p {
    text-wrap: pretty;
  }
  div[part='links'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.5em;
  }
  h3 {
    margin: 0;
    font: inherit;
    font-weight: 600;
  }
  [part='username'] {
    position: absolute;
    width: 1px;
    clip-path: inset(50%);
  }
  [part='identity'] {
    margin-top: -0.75em;
    color: var(--_muted);
    overflow-wrap: anywhere;
  }
  [part='problem'] + [part='identity'] {
    margin-top: 0;
  }
  [part='password-note'] {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 1em;
    margin-top: 0.25em;
    color: var(--_muted);
  }
  [part='qr-code'] {
    width: 12em;
    height: auto;
    padding: 0.75em;
    background: #fff;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  [part='key'] {
    display: block;
    font-size: 1em;
    letter-spacing: 0.05em;
    overflow-wrap: anywhere;
  }
  [part='terms'] {
    max-height: 16em;
    overflow: auto;
    padding: 0.75em 1em;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  [part='terms'] > * + * {
    margin-top: 0.75em;
  }
  [part='sessions'] {
    margin: 0;
    padding: 0;
    list-style: none;
    border-top: 1px solid var(--_line);
  }
  [part='session'] {
    display: flex;
    gap: 1em;
    align-items: center;
    justify-content: space-between;
    padding: 0.75em 0;
    border-bottom: 1px solid var(--_line);
  }
  [part='session-device'],
  [part='session-time'] {
    display: block;
  }
  [part='session-time'] {
    color: var(--_muted);
  }
  [part='opt-in'] {
    display: flex;
    gap: 0.75em;
    align-items: start;
  }
  [part='box'] {
    flex: none;
    width: 1.5em;
    height: 1.5em;
    min-height: 0;
    margin: 0;
    accent-color: var(--_accent);
  }
  [part='opt-in-text'] {
    margin: 0;
    font-weight: inherit;
  }
  [part^='terms'] a,
  [part='opt-in-text'] a {
    display: inline;
  }
  [part='resend'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.75em;
    align-items: center;
    color: var(--_muted);
  }
  [part='resend'] [aria-disabled='true'] {
    cursor: default;
  }
  [part='offers'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.5em;
  }
  [role='timer'] {
    font-variant-numeric: tabular-nums;
  }
`;
