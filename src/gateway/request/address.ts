/** A sender's address as proxies and hosts write it. */

const v4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;
const isV6 = (text: string) => /^[\da-f:.]+$/i.test(text) && text.includes(':') && URL.canParse(`http://[${text}]/`);

/**
 * Returns the plain IPv4 or IPv6 address: without quotes, brackets, port and zone, and IPv4 where IPv6 only wraps it. `undefined` where there
 * is none, as for `unknown`. A port behind an IPv6 address without brackets is part of it wherever the whole is an address.
 */
export function plainAddress(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .replace(/^\[([^\]]*)\](?::\d*)?$/, '$1')
    .replace(/%.*$/, '')
    .replace(/^::ffff:(?=\d+\.)/i, '');
  const candidates = [bare, bare.replace(/:\d{1,5}$/, '')];
  return candidates.find((each) => v4.test(each) || isV6(each));
}
