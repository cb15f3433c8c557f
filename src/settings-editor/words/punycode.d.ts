/** The module build has no types of its own; of it only this is used. */
declare module 'punycode/punycode.es6.js' {
  const punycode: { toUnicode(domain: string): string };
  export default punycode;
}
