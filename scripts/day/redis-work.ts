/** What Redis did for the gateways: commands by what `INFO` counts, memory, and keys. */

/** A look at one server. */
export interface RedisLook {
  /** Of the day, with fractions. */
  minute: number;
  server: string;
  /** Of `INFO all`. */
  info: string;
}
export interface RedisWork {
  /** Command → how often the gateways sent it, or a script of theirs. */
  commands: Readonly<Record<string, number>>;
  /** Hour → commands of the gateways. */
  byHour: readonly number[];
  /** What was not counted as the gateways' work: of Sentinels, of replication, of connections, and the looks themselves. */
  others: number;
  /** Bytes of the server that took writes: at the first look, and at most. */
  memory: { first: number; most: number };
}

/** Of Sentinels (ping, info, publish, subscribe), of replication, of a connection that is made, and of our looks (info). */
const ofOthers =
  /^(ping|info|publish|subscribe|psubscribe|replconf|psync|sync|role|client|command|config|slaveof|replicaof|hello|auth|select|script|sentinel|latency|module|debug|wait)\b/;

const member = (info: string, name: string): string => new RegExp(`^${name}:(.*?)\r?$`, 'm').exec(info)?.[1] ?? '';

/** Command → calls, of `commandstats`. */
export const commandsIn = (info: string): Map<string, number> =>
  new Map([...info.matchAll(/^cmdstat_([^:]+):calls=(\d+)/gm)].map(([, name = '', calls]) => [name, Number(calls)]));

/**
 * Sums up what the server did that took writes at the time. What happened between the last look at one that died and its death is not counted.
 *
 * @param looks in the order of time
 */
export function redisWork(looks: readonly RedisLook[]): RedisWork {
  const commands: Record<string, number> = {};
  const byHour = Array.from({ length: 24 }, () => 0);
  let others = 0;
  const memory = { first: 0, most: 0 };
  const before = new Map<string, { role: string; counts: Map<string, number> }>();
  for (const { minute, server, info } of looks) {
    const [role, counts] = [member(info, 'role'), commandsIn(info)];
    const last = before.get(server);
    before.set(server, { role, counts });
    if (role !== 'master') continue;
    const used = Number(member(info, 'used_memory'));
    memory.first ||= used;
    memory.most = Math.max(memory.most, used);
    // What a replica has counted is what its master has done already.
    if (last?.role !== 'master') continue;
    for (const [name, count] of counts) {
      const grown = count - (last.counts.get(name) ?? 0);
      if (ofOthers.test(name)) others += grown;
      else if (grown > 0) {
        commands[name] = (commands[name] ?? 0) + grown;
        byHour[Math.max(0, Math.min(23, Math.floor(minute / 60)))]! += grown;
      }
    }
  }
  return { commands, byHour, others, memory };
}

/** Keys of one kind at the end of the day. */
export interface KeyGroup {
  kind: string;
  keys: number;
  /** Of all of them, by `MEMORY USAGE`. */
  bytes: number;
  /** Seconds that the longest of them has left, by Redis's own clock; 0: they do not expire. */
  lifetime: number;
}

/** The kind of a key: its words, without what names a reader. `sso:limit:start-pair:…` → `sso:limit:start-pair`. */
export function kindOf(key: string): string {
  const words = key.split(':');
  const end = words.findIndex((word) => !/^[a-z]+(-[a-z]+)*$/.test(word) || word.length > 24);
  return words.slice(0, end < 0 ? words.length : Math.max(1, end)).join(':');
}

/** @param keys each with its bytes, and the seconds that it has left (-1: no end) */
export function keyGroups(keys: readonly { key: string; bytes: number; left: number }[]): KeyGroup[] {
  const groups = new Map<string, KeyGroup>();
  for (const { key, bytes, left } of keys) {
    const kind = kindOf(key);
    const group = groups.get(kind) ?? { kind, keys: 0, bytes: 0, lifetime: 0 };
    group.keys += 1;
    group.bytes += bytes;
    group.lifetime = Math.max(group.lifetime, left);
    groups.set(kind, group);
  }
  return [...groups.values()].sort((one, other) => other.bytes - one.bytes);
}
