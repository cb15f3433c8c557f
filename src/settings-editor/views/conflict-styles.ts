import { css } from 'lit';

/** Rules of the view of a conflict. */
export const conflictStyles = css`
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 0.9375em;
  }
  th,
  td {
    padding-block: 0.5rem;
    padding-inline: 0 0.75rem;
    border-bottom: 1px solid color-mix(in srgb, var(--_line) 40%, transparent);
    text-align: start;
    vertical-align: top;
  }
  td {
    overflow-wrap: anywhere;
  }
  th:first-child {
    width: 40%;
  }
  label > [part='text'] {
    display: block;
  }
`;
