/** Runs in the page: what a reader sees there and works, shadow roots included. It is sent as text, so it stands alone. */
export function pageTools() {
  const all = (root: ParentNode = document): Element[] =>
    [...root.querySelectorAll('*')].flatMap((each) => [each, ...(each.shadowRoot ? all(each.shadowRoot) : [])]);
  /** Everything in the first element with this tag; without a tag, in the page. */
  const within = (tag: string): HTMLElement[] => {
    const scope = tag === '' ? undefined : all().find((each) => each.localName === tag);
    if (tag !== '' && !scope) return [];
    const found = scope ? [...all(scope), ...(scope.shadowRoot ? all(scope.shadowRoot) : [])] : all();
    return found.filter((each) => each instanceof HTMLElement);
  };
  const isSeen = (element: Element): boolean => {
    const { width, height } = element.getBoundingClientRect();
    return width > 1 && height > 1 && getComputedStyle(element).visibility === 'visible';
  };
  const textOf = (element: HTMLElement): string => element.innerText.trim().replace(/\s+/g, ' ');
  const nameOf = (element: HTMLElement): string => element.getAttribute('aria-label') ?? textOf(element);
  /** A button, link, box or choice by its whole name. */
  const control = (name: string, tag = ''): HTMLElement | undefined =>
    within(tag).find(
      (each) =>
        each.matches('button, a, summary, label, input[type=checkbox], [role=tab]') &&
        isSeen(each) &&
        nameOf(each) === name,
    );
  const fields = (tag = ''): HTMLInputElement[] =>
    within(tag).filter((each): each is HTMLInputElement => each.matches('input, select, textarea'));
  /** A field by the whole of its label, or by its own name. */
  const field = (label: string, tag = ''): HTMLInputElement | undefined =>
    fields(tag).find((each) => each.name === label || [...(each.labels ?? [])].some((one) => textOf(one) === label));
  /** What can be read, in the order of the page. */
  const visibleText = (): string =>
    within('')
      .filter((each) => isSeen(each) && !each.matches('script, style, template'))
      .flatMap((each) => [...each.childNodes])
      .filter((node) => node.nodeType === Node.TEXT_NODE)
      .map((node) => node.textContent?.trim())
      .filter(Boolean)
      .join(' ')
      .replace(/\s+/g, ' ');
  const focused = (): Element | null => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active;
  };
  return { within, isSeen, textOf, nameOf, control, field, fields, visibleText, focused };
}
export type PageTools = ReturnType<typeof pageTools>;
