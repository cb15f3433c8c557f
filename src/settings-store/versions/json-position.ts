/** Positions in the text of a JSON document, for people who repair it by hand. */

/** The position of an index, as `line 3, column 9`. */
export function positionOf(text: string, index: number): string {
  const before = text.slice(0, index).split('\n');
  return `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
}

/** The index of a member's name, found by the names that lead to it from the outermost object; 0 where there is none. */
export function memberAt(text: string, path: readonly string[]): number {
  const open: (string | undefined)[] = []; // the member that each object or list around is being read in
  let name: { text: string; index: number } | undefined;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]/g)) {
    if (token === '{' || token === '[') open.push(undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (token === ',') open[open.length - 1] = undefined;
    else if (token !== ':') name = { text: JSON.parse(token) as string, index };
    else if (name) {
      open[open.length - 1] = name.text;
      if (open.length === path.length && open.every((each, depth) => each === path[depth])) return name.index;
    }
  }
  return 0;
}
