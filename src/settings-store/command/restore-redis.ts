/** Puts the last good version back where a store in Redis holds garbage. */
import { kept } from '../versions/backend.js';
import { GarbageError, readEntry } from '../versions/entry.js';
import { connectRedis, keysOf } from '../versions/redis-backend.js';
import type { Restored } from './restore.js';

/** Puts versions aside and goes back to one before, all at once, unless somebody saved meanwhile. */
const script = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
for index = 3, #ARGV do
  redis.call('HSET', KEYS[3], ARGV[index], redis.call('HGET', KEYS[2], ARGV[index]))
  redis.call('HDEL', KEYS[2], ARGV[index])
end
redis.call('SET', KEYS[1], ARGV[2])
return 1`;

/**
 * Restores the newest version that can be read. What was garbage is kept in the hash `{prefix}:bad`.
 * Throws an `Error` where there is no good version.
 */
export async function restoreRedis(address: string, prefix: string): Promise<Restored> {
  const { client, close } = await connectRedis(address);
  const { newest, versions, bad } = keysOf(prefix);
  try {
    const last = Number((await client.get(newest)) ?? 0);
    const garbage: number[] = [];
    for (let number = last; number > Math.max(last - kept, 0); number -= 1) {
      const text = await client.hget(versions, String(number));
      if (text === null) continue;
      try {
        const entry = readEntry(text, `Redis ${versions}`);
        if (number !== last && (await client.eval(script, 3, newest, versions, bad, last, number, ...garbage)) !== 1)
          throw new Error('Somebody saved meanwhile: nothing was restored');
        return { entry, aside: garbage.map((each) => `${bad} ${each}`) };
      } catch (error) {
        if (!(error instanceof GarbageError)) throw error;
        garbage.push(number);
      }
    }
    throw new Error(`There is no good version in Redis ${versions}`);
  } finally {
    await close();
  }
}
