/**
 * Which of a request's cookies the gateway looks at: those with a name that it sets itself, and of each kind no more than a handful. Whoever
 * sends more of them than the gateway ever set makes it work no longer.
 */

/** Before the names of sealed cookies: a browser takes them from this host alone; empty with `devCookies`. */
export type CookiePrefix = '__Host-' | '';
/** How the names of all begin, after the prefix. */
export const ownMark = 'sso_';

interface CookieKind {
  /** What follows the prefix in a name. */
  name: RegExp;
  /** How many are looked at: as many as the gateway sets, and some that responses at the same time have set without knowing of each other. */
  most: number;
}

/** A cookie that is not in this table is not read. */
const sealedKinds: readonly CookieKind[] = [
  { name: /^sso_(dev_)?session(\.\d)?$/, most: 11 },
  { name: /^sso_(dev_)?access$/, most: 1 },
  { name: /^sso_device$/, most: 1 },
  { name: /^sso_flow_[\w-]{22}$/, most: 6 },
  { name: /^sso_join_[\w-]{22}$/, most: 6 },
  { name: /^sso_consent_[ao][\w-]{12}$/, most: 14 },
];
/** What follows the prefix in the names of sealed cookies. */
export const cookieKinds: readonly RegExp[] = sealedKinds.map(({ name }) => name);
/** Markers without data, which scripts read. */
export const markers: readonly string[] = ['sso_session', 'sso_flow', 'sso_adopted'];

/** Of each kind the last of the header: browsers send the newest last. `prefix`: of the names of sealed cookies. */
export function ownCookies(cookies: ReadonlyMap<string, string>, prefix: CookiePrefix): Map<string, string> {
  const kept = new Map<string, string>();
  const start = prefix + ownMark;
  const found = new Map<CookieKind, [string, string][]>();
  for (const [name, value] of cookies) {
    if (markers.includes(name)) kept.set(name, value);
    else if (name.startsWith(start)) {
      const rest = name.slice(prefix.length);
      const kind = sealedKinds.find((each) => each.name.test(rest));
      if (!kind) continue;
      const alike = found.get(kind);
      if (alike) alike.push([name, value]);
      else found.set(kind, [[name, value]]);
    }
  }
  for (const [{ most }, alike] of found) for (const [name, value] of alike.slice(-most)) kept.set(name, value);
  return kept;
}
