import type { LitElement } from 'lit';

/** Moves the focus to the first selector that matches, after the element's next update. */
export function moveFocus(element: Pick<LitElement, 'updateComplete' | 'renderRoot'>, ...selectors: string[]): void {
  void element.updateComplete.then(() => {
    const found = selectors.map((each) => element.renderRoot.querySelector<HTMLElement>(each)).find(Boolean);
    found?.focus();
  });
}
