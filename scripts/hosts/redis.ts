/** Redis as operators run it: one server, a pair that Sentinels watch, a Cluster. Debian's, on loopback, in a folder that goes with it. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, startChild } from '../run/child.js';
import { findProgram } from '../run/programs.js';
import { findRedis } from '../run/redis.js';
import { start } from '../run/start.js';
import { freePort } from './free-port.js';

export interface RedisSetup {
  /** As `redisStore` and `SSO_REDIS_URL` take it. */
  address: string;
  /** Resolves once every replica has what was written before. */
  settled(): Promise<void>;
  /** Ends the server that takes writes of a key, as a machine that fails. */
  killFirst(): Promise<void>;
  stop(): Promise<void>;
}

const ready = /(eady to accept connections|Sentinel ID is)/;
/** Milliseconds after which the others count a server as gone. Operators take longer. */
const downAfter = '1000';

/** Servers of one set-up, each with a folder of its own. */
function place() {
  const folder = mkdtempSync(join(tmpdir(), 'sso-redis-'));
  const servers = new Map<number, Child>();
  async function serve(name: string, lines: readonly string[], sentinel = false, at?: number): Promise<number> {
    const port = at ?? (await freePort());
    const directory = join(folder, name);
    mkdirSync(directory, { recursive: true });
    const config = join(directory, 'redis.conf');
    writeFileSync(
      config,
      [`port ${port}`, 'bind 127.0.0.1', `dir ${directory}`, 'save ""', 'appendonly no', ...lines, ''].join('\n'),
    );
    const args = sentinel ? [config, '--sentinel'] : [config];
    servers.set(port, await start('Redis', () => startChild(findRedis() ?? 'redis-server', args, ready)));
    return port;
  }
  return {
    serve,
    async kill(port: number): Promise<void> {
      const { process, stop } = servers.get(port)!;
      process.kill('SIGKILL');
      await stop();
      servers.delete(port);
    },
    signal: (port: number, signal: 'SIGSTOP' | 'SIGCONT') => servers.get(port)!.process.kill(signal),
    async stop(): Promise<void> {
      await Promise.all([...servers.values()].map((each) => each.stop()));
      rmSync(folder, { recursive: true });
    },
  };
}

/** Runs `redis-cli`; throws with what it said where it fails. */
function command(port: number, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(
    findProgram('redis-cli') ?? 'redis-cli',
    ['-h', '127.0.0.1', '-p', String(port), ...args],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`redis-cli ${args[0]}: ${stdout}${stderr}`);
  return stdout;
}

/** Asks until what a server has written is what each of its replicas has. */
async function settled(ports: readonly number[]): Promise<void> {
  const isBehind = (port: number): boolean => {
    const said = command(port, 'info', 'replication');
    const written = /^master_repl_offset:(\d+)/m.exec(said)?.[1];
    const replicas = [...said.matchAll(/^slave\d+:.*offset=(\d+)/gm)];
    return replicas.length === 0 || replicas.some(([, offset]) => offset !== written);
  };
  while (ports.some(isBehind)) await new Promise((resolve) => setImmediate(resolve));
}

export interface WatchedRedis extends RedisSetup {
  /** Ports of the server that takes writes at first, and of its replica. */
  servers: readonly number[];
}

export interface OneServer {
  address: string;
  /** Ends it, as a machine that fails. */
  kill(): Promise<void>;
  /** Starts it again where it was, empty. */
  restart(): Promise<void>;
  /** It takes connections, and answers nothing. */
  mute(): boolean;
  unmute(): boolean;
  stop(): Promise<void>;
}

/** A server without a replica. */
export async function startOneServer(): Promise<OneServer> {
  const { serve, kill, signal, stop } = place();
  const port = await serve('only', []);
  return {
    address: `redis://127.0.0.1:${port}`,
    kill: () => kill(port),
    restart: async () => {
      await serve('only', [], false, port);
    },
    mute: () => signal(port, 'SIGSTOP'),
    unmute: () => signal(port, 'SIGCONT'),
    stop,
  };
}

/** A server and its replica, watched by three Sentinels of which two have to agree. */
export async function startSentinels(): Promise<WatchedRedis> {
  const { serve, kill, stop } = place();
  const first = await serve('first', []);
  const second = await serve('second', [`replicaof 127.0.0.1 ${first}`]);
  const watch = [
    `sentinel monitor main 127.0.0.1 ${first} 2`,
    `sentinel down-after-milliseconds main ${downAfter}`,
    'sentinel failover-timeout main 3000',
  ];
  const sentinels: number[] = [];
  for (const name of ['watch-1', 'watch-2', 'watch-3']) sentinels.push(await serve(name, watch, true));
  return {
    servers: [first, second],
    address: `redis+sentinel://${sentinels.map((port) => `127.0.0.1:${port}`).join(',')}/main`,
    settled: () => settled([first]),
    killFirst: () => {
      const [, port] = command(sentinels[0]!, 'sentinel', 'get-master-addr-by-name', 'main').trim().split('\n');
      return kill(Number(port));
    },
    stop,
  };
}

/** Three servers that share the keys, each with a replica. */
export async function startCluster(): Promise<RedisSetup> {
  const { serve, kill, stop } = place();
  const lines = ['cluster-enabled yes', `cluster-node-timeout ${downAfter}`, 'cluster-require-full-coverage no'];
  const nodes: number[] = [];
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) nodes.push(await serve(name, lines));
  const places = nodes.map((port) => `127.0.0.1:${port}`);
  command(nodes[0]!, '--cluster', 'create', ...places, '--cluster-replicas', '1', '--cluster-yes');
  return {
    address: `redis+cluster://${places.join(',')}`,
    settled: () => settled(nodes.slice(0, 3)),
    killFirst: () => kill(nodes[1]!),
    stop,
  };
}
