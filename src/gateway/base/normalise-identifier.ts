/** E-mail addresses and user names as people type and paste them, in one normal form for every process. */

/** Joins letters or parts of an emoji: means something between those, and nothing anywhere else. */
const joiner =
  /(?<=[\p{Extended_Pictographic}\p{M}\p{Script=Arabic}\p{Script=Syriac}]\ufe0f?)[\u200c\u200d](?=[^\p{ASCII}])|(?<=\p{Extended_Pictographic})\ufe0f/u;
const invisible = new RegExp(`(${joiner.source})|\\p{Default_Ignorable_Code_Point}`, 'gu');

/** Full-width ASCII, as Asian keyboards write it, and its plain forms: U+FF01 to U+FF5E. */
const narrow = (text: string) =>
  text.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));

/**
 * Returns an address or a user name without what nobody sees, such as the U+200B of a copied mail; `''` where nothing is left. Never
 * for passwords.
 */
export function readableIdentifier(typed: string): string {
  const text = typed.replace(invisible, '$1').normalize('NFC').trim();
  const plain = narrow(text);
  return plain.includes('@') ? plain : text;
}

/**
 * Returns the normal form: that of {@link readableIdentifier}, with the domain of an address in ASCII where it has other letters, as
 * browsers write it in fields for addresses. What is no domain stays as it is, for the hosted API to refuse.
 */
export function normaliseIdentifier(typed: string): string {
  const text = readableIdentifier(typed);
  const [, local, domain] = /^(.+)@([^@]+)$/u.exec(text) ?? [];
  // What else the parser of addresses reads into a host: ports, escapes, paths, all of them ASCII.
  if (
    local === undefined ||
    domain === undefined ||
    /^\p{ASCII}*$/u.test(domain) ||
    /[^\w.-]/.test(domain.replace(/\P{ASCII}/gu, ''))
  )
    return text;
  return URL.canParse(`https://${domain}`) ? `${local}@${new URL(`https://${domain}`).hostname}` : text;
}
