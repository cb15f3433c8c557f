/**
 * Returns a property of the document from its prototype: an element of the page shadows it by its name, as `<img name="cookie">` does
 * with `document.cookie`.
 */
export const ofDocument = <K extends keyof Document>(name: K): Document[K] =>
  Reflect.get(Document.prototype, name, document);
