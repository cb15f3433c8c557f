/** All pairs of settings: few combinations in which every two values of two settings meet. */

export type Domains = Readonly<Record<string, readonly unknown[]>>;
export type Row<D extends Domains> = { [K in keyof D]: D[K][number] };

/**
 * A greedy cover: each row takes a pair that is still missing and, setting by setting, the value that meets most of the
 * others that are. The same domains give the same rows.
 */
export function pairs<const D extends Domains>(domains: D): Row<D>[] {
  const names = Object.keys(domains);
  const missing = new Set<string>();
  const pair = (a: number, x: number, b: number, y: number) => (a < b ? `${a}.${x}-${b}.${y}` : `${b}.${y}-${a}.${x}`);
  names.forEach((first, a) =>
    names
      .slice(a + 1)
      .forEach((second, offset) =>
        domains[first]!.forEach((_, x) =>
          domains[second]!.forEach((__, y) => missing.add(pair(a, x, a + 1 + offset, y))),
        ),
      ),
  );
  const rows: Row<D>[] = [];
  for (let [next] = missing; next !== undefined; [next] = missing) {
    const row = new Map(next.split('-').map((part) => part.split('.').map(Number) as [number, number]));
    names.forEach((name, at) => {
      if (row.has(at)) return;
      const meets = (value: number) => [...row].filter(([other, y]) => missing.has(pair(at, value, other, y))).length;
      const counts = domains[name]!.map((_, value) => meets(value));
      row.set(at, counts.indexOf(Math.max(...counts)));
    });
    for (const [a, x] of row) for (const [b, y] of row) if (a < b) missing.delete(pair(a, x, b, y));
    rows.push(Object.fromEntries(names.map((name, at) => [name, domains[name]![row.get(at)!]])) as Row<D>);
  }
  return rows;
}
