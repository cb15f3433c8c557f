/** Watches the newspaper over the day: the metrics of each instance, and what its Redis says of itself. */
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Newspaper } from './newspaper.js';
import type { RedisLook } from './redis-work.js';
import { samplesOf } from './samples.js';
import { createScrapes, type Scrapes } from './series.js';

export interface Watch {
  scrapes: Scrapes;
  looks: readonly RedisLook[];
  /** Looks once more, and ends. */
  stop(): Promise<void>;
  /** Every key of the Redis that takes writes now, with its bytes and the seconds that it has left. */
  keys(): Promise<{ key: string; bytes: number; left: number }[]>;
}

/** Milliseconds between two looks, at least. */
const least = 200;
/** Milliseconds for an answer; a scraper of the day's own time would have 10 seconds. */
const patience = 2000;
/** What of the metrics is kept: that of the gateway, and of its process. */
const wanted = /^(sso_gateway_|process_(start_time_seconds|resident_memory_bytes)\b)/;

/** Seconds of processor time that a scrape takes of an instance that has nothing else to do. */
export async function scrapeCost(newspaper: Newspaper, times = 20): Promise<number> {
  const [before, urls] = [newspaper.processorTime(), Object.values(newspaper.metrics)];
  for (let each = 0; each < times; each += 1)
    await Promise.all(urls.map(async (url) => (await fetch(url, { signal: AbortSignal.timeout(patience) })).text()));
  return (newspaper.processorTime() - before) / (times * urls.length);
}

/** @param minuteNow of the day, with fractions; @param length of a minute of the day, in milliseconds */
export function watch(newspaper: Newspaper, minuteNow: () => number, length: number): Watch {
  const scrapes = createScrapes();
  const looks: RedisLook[] = [];
  const servers = newspaper.redisServers.map((port) => {
    const client = new Redis({
      port,
      host: '127.0.0.1',
      enableOfflineQueue: false,
      enableReadyCheck: false,
      // One that takes over ends all connections, and one that died stays away.
      retryStrategy: () => 500,
    });
    client.on('error', () => undefined);
    return { port, client };
  });

  async function scrape(instance: string, url: string, minute: number): Promise<void> {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(patience) });
      const text = (await response.text()).split('\n').filter((line) => wanted.test(line));
      scrapes.note({ minute, instance, samples: response.ok ? samplesOf(text.join('\n')) : undefined });
    } catch {
      scrapes.note({ minute, instance, samples: undefined });
    }
  }
  async function lookAt({ port, client }: (typeof servers)[number], minute: number): Promise<void> {
    const info = await client.info('all').catch(() => undefined);
    if (info !== undefined) looks.push({ minute, server: String(port), info });
  }
  async function look(): Promise<void> {
    const minute = minuteNow();
    await Promise.all([
      ...Object.entries(newspaper.metrics).map(([name, url]) => scrape(name, url, Math.round(minute))),
      ...servers.map((server) => lookAt(server, minute)),
    ]);
  }
  const over = new AbortController();
  const looking = (async () => {
    await Promise.all(servers.map(({ client }) => new Promise((ready) => client.once('ready', ready))));
    while (!over.signal.aborted) {
      const began = performance.now();
      await look();
      await pause(Math.max(0, Math.max(least, length) - (performance.now() - began)));
    }
  })();

  return {
    scrapes,
    looks,
    async stop() {
      over.abort();
      await looking;
      await look();
    },
    async keys() {
      const found: { key: string; bytes: number; left: number }[] = [];
      for (const { client } of servers) {
        if (client.status !== 'ready' || !(await client.info('replication')).includes('role:master')) continue;
        for await (const keys of client.scanStream({ count: 500 }) as AsyncIterable<string[]>) {
          const sizes = await Promise.all(keys.map((key) => client.memory('USAGE', key)));
          const left = await Promise.all(keys.map((key) => client.ttl(key)));
          found.push(...keys.map((key, index) => ({ key, bytes: sizes[index] ?? 0, left: left[index]! })));
        }
      }
      for (const { client } of servers) client.disconnect();
      return found;
    },
  };
}
