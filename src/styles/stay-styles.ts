import type { css as cssTag } from 'lit';

/** The rules of the box "Stay signed in": loaded with it. */
export const stayStyles = (css: typeof cssTag) => css`
  [part='stay'] {
    display: flex;
    gap: 0.75em;
    align-items: center;
    /* As high as a finger needs it, and no further from its neighbours than they are from each other. */
    min-height: 44px;
    margin: -10px 0;
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
