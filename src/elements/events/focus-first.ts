import { ofDocument } from '../../shared/of-document.js';

/** What a reader can type into or press. Not what is there for password managers alone. */
export const fields = 'input:not([tabindex],[type=hidden]),select,button,a[href]';

/**
 * Moves the focus to the first element that takes it: pages hide single parts of an element. Returns whether there was one.
 *
 * @param selectors in the order of preference
 */
export function focusFirst(host: Element, selectors: readonly string[], options?: FocusOptions): boolean {
  const root = host.shadowRoot;
  for (const selector of selectors)
    for (const found of root?.querySelectorAll<HTMLElement>(selector) ?? []) {
      // A form takes it only so.
      if (found.tabIndex < 0) found.tabIndex = -1;
      found.focus(options);
      if (root?.activeElement === found) return true;
    }
  return false;
}

/** Whether nothing on the page has the focus. */
export const isFocusNowhere = (): boolean => ofDocument('activeElement') === ofDocument('body');
