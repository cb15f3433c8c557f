/** An identifier as a resumed step shows it: enough for its owner to recognise, too little for anybody else. */
const dots = '•••';
const firstOf = (text: string) => /^./u.exec(text)?.[0] ?? '';

/** `someone@host.tld` → `s•••@h•••.tld`; `someone` → `s•••`; `+4915112345678` → `+49•••78`. */
export function maskIdentifier(identifier: string): string {
  if (/^\+\d{7,}$/.test(identifier)) return identifier.slice(0, 3) + dots + identifier.slice(-2);
  const at = identifier.lastIndexOf('@');
  if (at < 0) return firstOf(identifier) + dots;
  const host = identifier.slice(at + 1);
  const end = host.lastIndexOf('.');
  return `${firstOf(identifier.slice(0, at))}${dots}@${firstOf(host)}${dots}${end > 0 ? host.slice(end) : ''}`;
}
