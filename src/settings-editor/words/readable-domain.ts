import punycode from 'punycode/punycode.es6.js';

/** A domain as people read it: `xn--mller-kva.example` → `müller.example`. What cannot be decoded stays as it is. */
export function readableDomain(domain: string): string {
  try {
    return punycode.toUnicode(domain);
  } catch {
    return domain;
  }
}
