import type { LitElement } from 'lit';

/** Moves the focus, once the element is drawn, to the first of these that is there. */
export function moveFocus(element: Pick<LitElement, 'updateComplete' | 'renderRoot'>, ...selectors: string[]): void {
  void element.updateComplete.then(() => {
    const found = selectors.map((each) => element.renderRoot.querySelector<HTMLElement>(each)).find(Boolean);
    found?.focus();
  });
}
