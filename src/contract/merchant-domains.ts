/** Domains on which customers can sign in, as a merchant writes them (docs/hosted-api.md, `allowedDomains`: comma-separated). */

/** What is wrong with one domain; `suggestion`: what was probably meant, itself without fault. */
export interface DomainFault {
  typed: string;
  suggestion?: string;
}

const longestName = 253;
const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The host name in the form that is compared: small letters, IDN as ASCII (UTS 46, by the platform's own URL parser).
 * `undefined`: it is no host name, or more than one.
 */
export function asciiDomain(typed: string): string | undefined {
  const name = typed.trim();
  // What the URL parser would take off or read otherwise: scheme, path, port, user, wildcard, escape, space.
  if (!name || /[\s/\\:@?#%*[\]<>^|]/.test(name) || !URL.canParse(`https://${name}`)) return undefined;
  const host = new URL(`https://${name}`).hostname.replace(/\.$/, '');
  const labels = host.split('.');
  const isNumeric = /^\d+$/.test(labels.at(-1) ?? '');
  return host.length <= longestName && !isNumeric && labels.every((each) => label.test(each)) ? host : undefined;
}

/** Characters of an address that may mean a domain. */
const longestAddress = 1_000;

/** The domain that an address, a wildcard or a slip of the pen probably means. */
function meant(typed: string): string | undefined {
  if (typed.length > longestAddress) return undefined;
  const bare = typed
    .trim()
    .replace(/^([a-z][a-z0-9+-]*:)?\/+/i, '')
    .replace(/^https?:(?!\d)/i, '')
    .replace(/^[^/@]*@/, '')
    .replace(/[/?#\\].*$/, '')
    .replace(/:\d*$/, '')
    .replace(/^.*\*/, '')
    .replace(/^\.+|\.+$/g, '');
  return asciiDomain(bare);
}

/**
 * The members of a list as typed, without empty ones. Line breaks and semicolons separate, too; but in the path of an
 * address a semicolon is part of it, unless what follows could be a domain.
 */
export const domainsOf = (list: string): string[] =>
  list
    .split(/[,\n]/)
    .flatMap((member) => {
      const parts: string[] = [];
      for (const part of member.split(';')) {
        const last = parts.at(-1);
        if (last?.includes('/') && /^[^\s.]+$/.test(part)) parts[parts.length - 1] = `${last};${part}`;
        else parts.push(part);
      }
      return parts;
    })
    .map((each) => each.trim())
    .filter(Boolean);

/** Every member that is no host name. */
export const domainFaults = (list: string): DomainFault[] =>
  domainsOf(list).flatMap((typed) => {
    if (asciiDomain(typed) !== undefined) return [];
    const suggestion = meant(typed);
    return [{ typed, ...(suggestion !== undefined && { suggestion }) }];
  });

/** The list as it is saved: IDN as ASCII, each once; a member that is no host name stays as typed. */
export const normalDomains = (list: string): string =>
  [...new Set(domainsOf(list).map((each) => asciiDomain(each) ?? each))].join(',');

/** The list with the suggestions in place of what was refused. */
export const suggestedDomains = (list: string): string =>
  normalDomains(
    domainsOf(list)
      .map((each) => asciiDomain(each) ?? meant(each) ?? each)
      .join(','),
  );
