/** Names that nobody knows, and what was meant. */
import { closestMatch } from 'leven';

/** What all variables begin with says nothing of which one was meant. */
const bare = (name: string) => name.replace(/^SSO_/, '');

/** The known name that differs least, in a third of its characters at most; two of them have changed places in as many as four. */
export function nearName(name: string, known: readonly string[]): string | undefined {
  const names = new Map(known.map((each) => [bare(each), each]));
  const maxDistance = Math.max(bare(name).length > 3 ? 2 : 1, Math.floor(bare(name).length / 3));
  const near = closestMatch(bare(name), [...names.keys()], { maxDistance });
  return near === undefined ? undefined : names.get(near);
}

/** `unknown; did you mean PORT?` */
export function unknownName(name: string, known: readonly string[], mark = ''): string {
  const near = nearName(name, known);
  return near === undefined ? 'unknown' : `unknown; did you mean ${mark}${near}?`;
}
