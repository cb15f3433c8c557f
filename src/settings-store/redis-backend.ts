/** Versions in Redis: a hash of them and the number of the newest, changed together by one script. */
import { type Backend, kept } from './backend.js';
import { type Entry, readEntry } from './entry.js';

/** What is used of a client, as ioredis has it. */
export interface RedisCommands {
  get(key: string): Promise<string | null>;
  hget(key: string, field: string): Promise<string | null>;
  hvals(key: string): Promise<string[]>;
  eval(script: string, keys: number, ...rest: (string | number)[]): Promise<unknown>;
}

/** Takes a number only upon the one before it: Redis runs nothing else meanwhile. */
const script = `
if tonumber(redis.call('GET', KEYS[1]) or '0') ~= ARGV[1] - 1 then return 0 end
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
redis.call('SET', KEYS[1], ARGV[1])
redis.call('HDEL', KEYS[2], ARGV[1] - ARGV[3])
return 1`;

async function connect(url: string): Promise<{ client: RedisCommands; close: () => Promise<void> }> {
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
    typeof redis === 'string' ? await connect(redis) : { client: redis, close: async () => undefined };
  // One slot of a cluster.
  const [newest, versions] = [`{${prefix}}:newest`, `{${prefix}}:versions`];
  const read = (text: string): Entry => readEntry(text, `Redis ${versions}`);
  return {
    async latest() {
      const number = await client.get(newest);
      const text = number === null ? null : await client.hget(versions, number);
      return text === null ? undefined : read(text);
    },
    append: async (entry) =>
      (await client.eval(script, 2, newest, versions, entry.number, JSON.stringify(entry), kept)) === 1,
    list: async () => (await client.hvals(versions)).map(read).sort((one, other) => other.number - one.number),
    close,
  };
}
