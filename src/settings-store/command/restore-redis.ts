/** Restores the last good version of a store in Redis. */
import { keptVersions } from '../versions/backend.js';
import { CorruptSettingsError, readEntry } from '../versions/version-entry.js';
import { connectRedis, keysOf } from '../versions/redis-backend.js';
import type { RestoredSettings } from './restore-file.js';

/** Moves corrupt versions aside and goes back to a good one in one step, unless somebody saved in the meantime. */
const script = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
for index = 3, #ARGV do
  redis.call('HSET', KEYS[3], ARGV[index], redis.call('HGET', KEYS[2], ARGV[index]))
  redis.call('HDEL', KEYS[2], ARGV[index])
end
redis.call('SET', KEYS[1], ARGV[2])
return 1`;

/**
 * Restores the newest good version. Corrupt ones are kept in the hash `{prefix}:bad`. Rejects with an `Error` if there is no
 * good version, or somebody saved in the meantime.
 */
export async function restoreRedis(address: string, prefix: string): Promise<RestoredSettings> {
  const { client, close } = await connectRedis(address);
  const { newest, versions, bad } = keysOf(prefix);
  try {
    const last = Number((await client.get(newest)) ?? 0);
    const corrupt: number[] = [];
    for (let number = last; number > Math.max(last - keptVersions, 0); number -= 1) {
      const text = await client.hget(versions, String(number));
      if (text === null) continue;
      try {
        const entry = readEntry(text, `Redis ${versions}`);
        if (number !== last && (await client.eval(script, 3, newest, versions, bad, last, number, ...corrupt)) !== 1)
          throw new Error('Somebody saved in the meantime. Nothing was restored; run the command again');
        return { entry, aside: corrupt.map((each) => `${bad} ${each}`) };
      } catch (error) {
        if (!(error instanceof CorruptSettingsError)) throw error;
        corrupt.push(number);
      }
    }
    throw new Error(`There is no good version in Redis ${versions}`);
  } finally {
    await close();
  }
}
