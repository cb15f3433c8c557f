/** Chance from a seed: the same seed makes the same requests, on every machine. */

export interface Dice {
  /** A whole number from 0 to one below the bound. */
  below(bound: number): number;
  /** Whether something happens that does with this probability. */
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  bytes(length: number): Uint8Array<ArrayBuffer>;
}

/** @param seed any whole number */
export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  /** Mulberry32: of good quality for its size, and no secret depends on it. */
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  const below = (bound: number): number => Math.floor(next() * bound);
  return {
    below,
    chance: (probability) => next() < probability,
    pick: (from) => {
      if (from.length === 0) throw new RangeError('nothing to pick from');
      return from[below(from.length)]!;
    },
    bytes: (length) => Uint8Array.from({ length }, () => below(256)),
  };
}
