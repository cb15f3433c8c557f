/** The package's module build comes without types. */
declare module 'punycode/punycode.es6.js' {
  const punycode: { toUnicode(domain: string): string };
  export default punycode;
}
