/** Counts the operations that a piece of work costs: a bound on them holds on every machine, a bound on time on none. */

/** Built-in functions through which the gateway handles cookies, and those that unseal one. */
const counted: readonly [object, readonly string[]][] = [
  [Map.prototype, ['get', 'set', 'has', 'delete']],
  [Set.prototype, ['add', 'has', 'delete']],
  [RegExp.prototype, ['test', 'exec']],
  [String.prototype, ['indexOf', 'slice', 'split', 'startsWith', 'replace', 'trim', 'includes']],
  [Array.prototype, ['push', 'includes', 'indexOf', 'find', 'findIndex', 'filter', 'map', 'some', 'slice']],
  [crypto.subtle, ['decrypt', 'deriveBits', 'deriveKey']],
];

export interface Operations {
  /** All that were counted. */
  all: number;
  /** Of these, decryptions and key derivations. */
  crypto: number;
}

/** Runs some work; everything else waits meanwhile. */
export async function countOperations(work: () => Promise<unknown>): Promise<Operations> {
  const operations: Operations = { all: 0, crypto: 0 };
  const restore: (() => void)[] = [];
  for (const [owner, names] of counted)
    for (const name of names) {
      const own = Object.getOwnPropertyDescriptor(owner, name);
      const original = Reflect.get(owner, name) as (...args: unknown[]) => unknown;
      const value = function (this: unknown, ...args: unknown[]): unknown {
        operations.all += 1;
        if (owner === crypto.subtle) operations.crypto += 1;
        return Reflect.apply(original, this, args);
      };
      Object.defineProperty(owner, name, { value, configurable: true, writable: true });
      restore.push(() => {
        if (own) Object.defineProperty(owner, name, own);
        else Reflect.deleteProperty(owner, name);
      });
    }
  try {
    await work();
  } finally {
    for (const undo of restore) undo();
  }
  return operations;
}
