import { expect, test } from 'vitest';
import { pooledRandom } from '../../../src/gateway/options/random-pool.js';

/** Draws 1, 2, 3 … instead of random bytes, in 32 bits each time. */
function counted() {
  const draws: Uint8Array[] = [];
  let next = 0;
  const random = pooledRandom((bytes) => {
    draws.push(bytes);
    for (let at = 0; at + 4 <= bytes.length; at += 4)
      new DataView(bytes.buffer).setUint32(bytes.byteOffset + at, (next += 1));
  });
  return { random, draws };
}

test('no byte is handed out twice, whatever lengths are asked for', () => {
  const { random, draws } = counted();
  const seen = Array.from({ length: 2000 }, (_, index) => random([4, 8, 12, 16, 1024, 2048][index % 6] ?? 4)).flatMap(
    (bytes) => Array.from({ length: bytes.length / 4 }, (_, at) => new DataView(bytes.buffer).getUint32(4 * at)),
  );
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).not.toContain(0);
  expect(draws.length).toBeGreaterThan(2);
});

test('what is handed out does not stay in the pool', () => {
  const { random, draws } = counted();
  const first = random(16);
  expect([...first]).not.toEqual(Array(16).fill(0));
  expect([...(draws[0] ?? []).slice(0, 16)]).toEqual(Array(16).fill(0));
  expect(draws[0]?.[19]).toBe(5);
});

test('a pool serves many requests, a long one is drawn by itself', () => {
  const { random, draws } = counted();
  for (let times = 0; times < 100; times += 1) expect(random(8)).toHaveLength(8);
  expect(draws).toHaveLength(1);
  const long = random(5000);
  expect(draws[1]).toBe(long);
});

test('by default the bytes are the runtime’s', () => {
  const random = pooledRandom();
  expect(new Set(Array.from({ length: 50 }, () => random(16).join())).size).toBe(50);
});
