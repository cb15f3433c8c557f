/** Values that expire, and that can be taken out and put back: the cookies, and what the gateway's store holds. */

/** One value. `until`: milliseconds since 1970; absent: for ever. */
export interface Expiring {
  name: string;
  value: string;
  until?: number | undefined;
}

export interface ExpiringValues<T extends Expiring> {
  get(name: string): T | undefined;
  set(entry: T): void;
  delete(name: string): void;
  /** Those that live, as they can be given to `createExpiring` again. */
  entries(): T[];
}

/** @param now Milliseconds. */
export function createExpiring<T extends Expiring>(now: () => number, saved: readonly T[] = []): ExpiringValues<T> {
  const values = new Map(saved.map((entry) => [entry.name, entry]));
  const lives = ({ until = Infinity }: T): boolean => until > now();
  return {
    get: (name) => [values.get(name)].find((entry) => entry !== undefined && lives(entry)),
    set: (entry) => void values.set(entry.name, entry),
    delete: (name) => void values.delete(name),
    entries: () => [...values.values()].filter(lives),
  };
}
