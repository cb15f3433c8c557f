import punycode from 'punycode/punycode.es6.js';

/** A domain in Unicode: `xn--mller-kva.example` → `müller.example`. One that cannot be decoded is returned as it is. */
export function readableDomain(domain: string): string {
  try {
    return punycode.toUnicode(domain);
  } catch {
    return domain;
  }
}
