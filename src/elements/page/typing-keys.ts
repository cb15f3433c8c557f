/** The keys that a page may listen for while a reader types: they write nothing. */
const pageKeys = /^(Esc|Tab|F\d)/;

/**
 * Stops an event of a key that is typed into a field. Outside the shadow root it would seem to come from no field: a page with
 * shortcuts of single letters would take it for one, and prevent it.
 */
const keepTyping = (event: Event): void => {
  const { key, ctrlKey, metaKey, altKey, target } = event as KeyboardEvent;
  // AltGr is both on Windows, and neither elsewhere.
  if (ctrlKey === altKey && !metaKey && !pageKeys.test(key) && (target as Element).matches('input,select'))
    event.stopPropagation();
};

/** Keeps typing within a shadow root. */
export function keepTypingIn(root: EventTarget): void {
  for (const type of ['keydown', 'keypress', 'keyup']) root.addEventListener(type, keepTyping);
}
