/** Versions in Redis: a hash of versions and the number of the newest, changed together by one script. */
import { type SettingsBackend, keptVersions } from './backend.js';
import { type VersionEntry, CorruptSettingsError, readEntry } from './version-entry.js';

/** The commands that are used of a client, as ioredis has them. */
export interface RedisCommands {
  get(key: string): Promise<string | null>;
  hget(key: string, field: string): Promise<string | null>;
  hvals(key: string): Promise<string[]>;
  eval(script: string, keys: number, ...rest: (string | number)[]): Promise<unknown>;
}

/**
 * Appends a version only after the one before it; Redis runs nothing else in the meantime. A client repeats a command whose reply was lost: the
 * version that it then finds under its number is its own.
 */
const script = `
if redis.call('HGET', KEYS[2], ARGV[1]) == ARGV[2] then return 1 end
if tonumber(redis.call('GET', KEYS[1]) or '0') ~= ARGV[1] - 1 then return 0 end
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
redis.call('SET', KEYS[1], ARGV[1])
redis.call('HDEL', KEYS[2], ARGV[1] - ARGV[3])
return 1`;

/** The names of the keys. The braces keep them in one slot of a cluster. */
export const keysOf = (prefix: string) => ({
  newest: `{${prefix}}:newest`,
  versions: `{${prefix}}:versions`,
  bad: `{${prefix}}:bad`,
});

/** Connects to an address with ioredis, which is loaded on demand. */
export async function connectRedis(url: string): Promise<{ client: RedisCommands; close: () => Promise<void> }> {
  const { Redis } = await import('ioredis');
  const client = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 2 });
  // A failing command rejects; without a listener the library would log it as well.
  client.on('error', () => undefined);
  return {
    client,
    close: async () => {
      client.disconnect();
    },
  };
}

/** Opens Redis by its address, or uses a client of the host's own, which stays open when the store is closed. */
export async function redisBackend(redis: string | RedisCommands, prefix: string): Promise<SettingsBackend> {
  const { client, close } =
    typeof redis === 'string' ? await connectRedis(redis) : { client: redis, close: async () => undefined };
  const { newest, versions } = keysOf(prefix);
  const read = (text: string): VersionEntry => readEntry(text, `Redis ${versions}`);
  const advice = `Restore the last good version: npx --no sso-elements-settings restore --redis … --prefix ${prefix}`;
  return {
    async latest() {
      const number = await client.get(newest);
      const text = number === null ? null : await client.hget(versions, number);
      try {
        return text === null ? undefined : read(text);
      } catch (error) {
        throw error instanceof CorruptSettingsError ? new CorruptSettingsError(`${error.message}. ${advice}`) : error;
      }
    },
    append: async (entry) =>
      (await client.eval(script, 2, newest, versions, entry.number, JSON.stringify(entry), keptVersions)) === 1,
    async list() {
      const all = (await client.hvals(versions)).map((text) => {
        try {
          return read(text);
        } catch (error) {
          // A corrupt version is left out, as with files.
          if (error instanceof CorruptSettingsError) return undefined;
          throw error;
        }
      });
      return all.filter((entry) => entry !== undefined).sort((one, other) => other.number - one.number);
    },
    close,
  };
}
