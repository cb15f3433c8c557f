/** Values that expire and can be saved: the cookies, and the entries of the gateway's store. */

/** One value. `until`: milliseconds since 1970; absent: never expires. */
export interface ExpiringValue {
  name: string;
  value: string;
  until?: number | undefined;
}

export interface ExpiringValues<T extends ExpiringValue> {
  get(name: string): T | undefined;
  set(entry: T): void;
  delete(name: string): void;
  /** Values that have not expired. `createExpiringValues` takes them as `saved`. */
  entries(): T[];
}

/** @param now Milliseconds since 1970. */
export function createExpiringValues<T extends ExpiringValue>(
  now: () => number,
  saved: readonly T[] = [],
): ExpiringValues<T> {
  const values = new Map(saved.map((entry) => [entry.name, entry]));
  const lives = ({ until = Infinity }: T): boolean => until > now();
  return {
    get: (name) => [values.get(name)].find((entry) => entry !== undefined && lives(entry)),
    set: (entry) => void values.set(entry.name, entry),
    delete: (name) => void values.delete(name),
    entries: () => [...values.values()].filter(lives),
  };
}
