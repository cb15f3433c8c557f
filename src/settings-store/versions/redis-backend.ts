/** Versions in Redis: a hash of them and the number of the newest, changed together by one script. */
import { type Backend, kept } from './backend.js';
import { type Entry, GarbageError, readEntry } from './entry.js';

/** What is used of a client, as ioredis has it. */
export interface RedisCommands {
  get(key: string): Promise<string | null>;
  hget(key: string, field: string): Promise<string | null>;
  hvals(key: string): Promise<string[]>;
  eval(script: string, keys: number, ...rest: (string | number)[]): Promise<unknown>;
}

/**
 * Takes a number only upon the one before it: Redis runs nothing else meanwhile. A client sends a call whose answer was lost
 * once more: what it has saved by then is its own, not somebody else's.
 */
const script = `
if redis.call('HGET', KEYS[2], ARGV[1]) == ARGV[2] then return 1 end
if tonumber(redis.call('GET', KEYS[1]) or '0') ~= ARGV[1] - 1 then return 0 end
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
redis.call('SET', KEYS[1], ARGV[1])
redis.call('HDEL', KEYS[2], ARGV[1] - ARGV[3])
return 1`;

/** The names of the keys; braces: in one slot of a cluster. */
export const keysOf = (prefix: string) => ({
  newest: `{${prefix}}:newest`,
  versions: `{${prefix}}:versions`,
  bad: `{${prefix}}:bad`,
});

export async function connectRedis(url: string): Promise<{ client: RedisCommands; close: () => Promise<void> }> {
  const { Redis } = await import('ioredis');
  const client = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 2 });
  // Each command that fails says so; without a listener the library says it on the console as well.
  client.on('error', () => undefined);
  return {
    client,
    close: async () => {
      client.disconnect();
    },
  };
}

/** @param redis An address, or a client of the host's own, which stays open when the store is closed. */
export async function redisBackend(redis: string | RedisCommands, prefix: string): Promise<Backend> {
  const { client, close } =
    typeof redis === 'string' ? await connectRedis(redis) : { client: redis, close: async () => undefined };
  const { newest, versions } = keysOf(prefix);
  const read = (text: string): Entry => readEntry(text, `Redis ${versions}`);
  const advice = `Restore the last good version: npx sso-elements-settings restore --redis … --prefix ${prefix}`;
  return {
    async latest() {
      const number = await client.get(newest);
      const text = number === null ? null : await client.hget(versions, number);
      try {
        return text === null ? undefined : read(text);
      } catch (error) {
        throw error instanceof GarbageError ? new GarbageError(`${error.message}. ${advice}`) : error;
      }
    },
    append: async (entry) =>
      (await client.eval(script, 2, newest, versions, entry.number, JSON.stringify(entry), kept)) === 1,
    async list() {
      const all = (await client.hvals(versions)).map((text) => {
        try {
          return read(text);
        } catch (error) {
          // One that is garbage is not kept, as in files.
          if (error instanceof GarbageError) return undefined;
          throw error;
        }
      });
      return all.filter((entry) => entry !== undefined).sort((one, other) => other.number - one.number);
    },
    close,
  };
}
