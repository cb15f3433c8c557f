import { css } from 'lit';

/** Rules of the preview beside the form. Where it stands depends on the room that the form has, not on the window. */
export const previewStyles = css`
  :host(:state(preview)) {
    max-width: var(--sso-width, 80rem);
  }
  :host(:state(preview)) [part='columns'] {
    container-type: inline-size;
  }
  [part='preview'][hidden] {
    display: none;
  }
  [part='preview'] {
    padding-block: 1.25rem;
    border-top: 1px solid color-mix(in srgb, var(--_line) 40%, transparent);
  }
  [part='preview'] h3 {
    margin-bottom: 0.25rem;
  }
  [part='preview-choices'] {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(9rem, 100%), 1fr));
    gap: 0.75rem;
    margin-block: 0.75rem;
  }
  /* The names of the processes are the longest. */
  [part='preview-choices'] > :first-child {
    grid-column: span 2;
  }
  [part='preview-status'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 0.75rem;
    align-items: center;
    min-height: 1.5em;
  }
  /* A page of the reader's: its paper and colours are of the scheme chosen, not of the back office. */
  [part='preview-page'] {
    margin-block-start: 0.75rem;
    padding: 1rem;
    color: CanvasText;
    background: Canvas;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    overflow-wrap: anywhere;
  }
  [part='preview-page'].phone {
    max-width: 360px;
  }
  [part='preview-page'].light {
    color-scheme: light;
  }
  [part='preview-page'].dark {
    color-scheme: dark;
  }
  [part='preview-page'][aria-busy='true'] {
    border-style: dashed;
  }
  [part='sample'] {
    padding: 0.75rem 1rem;
    font-weight: 400;
    border: 1px dashed var(--_line);
    border-radius: var(--_radius);
  }
  [part='sample'] a {
    display: inline;
  }
  dd:has([part='sample']) + dd {
    margin-top: 0.5rem;
  }
  @container (min-width: 56rem) {
    [part='panes'] {
      display: grid;
      grid-template-columns: minmax(0, 46rem) minmax(22rem, 1fr);
      gap: 2.5rem;
      align-items: start;
    }
    [part='preview'] {
      position: sticky;
      top: 0;
      max-height: 100dvh;
      overflow: auto;
      border-top: 0;
      /* Room for the outline of what has the focus. */
      padding-inline: 0.375rem;
      margin-inline-start: -0.375rem;
    }
  }
`;
