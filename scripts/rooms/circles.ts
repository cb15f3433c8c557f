/** Circles in a graph of arrows. */
export interface Arrow {
  from: string;
  to: string;
}

/** The first circle, as the names along it, the first one repeated at the end; `undefined` when there is none. */
export function findCircle(arrows: readonly Arrow[]): string[] | undefined {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of arrows) next.set(from, (next.get(from) ?? new Set()).add(to));
  const done = new Set<string>();
  const visit = (name: string, trail: readonly string[]): string[] | undefined => {
    if (trail.includes(name)) return [...trail.slice(trail.indexOf(name)), name];
    if (done.has(name)) return undefined;
    for (const to of next.get(name) ?? []) {
      const circle = visit(to, [...trail, name]);
      if (circle) return circle;
    }
    done.add(name);
    return undefined;
  };
  for (const name of next.keys()) {
    const circle = visit(name, []);
    if (circle) return circle;
  }
  return undefined;
}
