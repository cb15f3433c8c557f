import type { css as cssTag } from 'lit';

/** The rules of the box "Stay signed in": loaded with it. */
export const stayStyles = (css: typeof cssTag) => css`
  [part='stay'] {
    display: flex;
    gap: 0.75em;
    align-items: start;
    /* A finger meets it anywhere between its neighbours. */
    padding: calc(var(--_gap) / 2) 0;
    margin: calc(var(--_gap) / -2) 0;
    font-weight: inherit;
  }
  [part='box'] {
    flex: none;
    width: 1.5em;
    height: 1.5em;
    min-height: 0;
    margin: 0;
    accent-color: var(--_accent);
  }
`;
