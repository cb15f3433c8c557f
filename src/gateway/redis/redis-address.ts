/** Addresses of Redis: one server, the Sentinels that watch one, or nodes of a Cluster. */

export interface RedisPlace {
  host: string;
  port: number;
}
export interface RedisAccess {
  username?: string;
  password?: string;
  /** Present: TLS, with the certificates that Node trusts. */
  tls?: Record<string, never>;
}

/** What an address says, in the words of ioredis. */
export type RedisAddress =
  | { kind: 'server'; url: string }
  | { kind: 'sentinel'; sentinels: RedisPlace[]; name: string; db: number; access: RedisAccess }
  | { kind: 'cluster'; nodes: RedisPlace[]; access: RedisAccess };

const several =
  /^redis(?<tls>s?)\+(?<kind>sentinel|cluster):\/\/(?:(?<user>[^:@/]*):(?<password>[^@/]*)@)?(?<hosts>[^@/?#]+)(?:\/(?<name>[\w.-]+)(?:\/(?<db>\d{1,4}))?)?$/;
const usualPorts = { sentinel: 26_379, cluster: 6379 } as const;

/** `host`, `host:port`, `[::1]:port`; `undefined` where it is none. */
function placeOf(text: string, usual: number): RedisPlace | undefined {
  const url = URL.canParse(`redis://${text}`) ? new URL(`redis://${text}`) : undefined;
  if (!url || url.pathname !== '' || url.hostname === '') return undefined;
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port === '' ? usual : Number(url.port) };
}

/** `undefined` where a part of a URL is not escaped as it has to be. */
function unescaped(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Reads an address; `undefined` where it is none. Never repeats it: it can hold a password. */
export function readRedisAddress(address: string): RedisAddress | undefined {
  if (address.startsWith('/')) return { kind: 'server', url: address };
  if (/^rediss?:\/\//.test(address)) return URL.canParse(address) ? { kind: 'server', url: address } : undefined;
  const found = several.exec(address)?.groups;
  if (!found) return undefined;
  const kind = found['kind'] as keyof typeof usualPorts;
  const places = (found['hosts'] ?? '').split(',').map((each) => placeOf(each, usualPorts[kind]));
  const [username, password] = [unescaped(found['user'] ?? ''), unescaped(found['password'] ?? '')];
  if (!places.every((place) => place !== undefined) || username === undefined || password === undefined)
    return undefined;
  const access: RedisAccess = {
    ...(username && { username }),
    ...(password && { password }),
    ...(found['tls'] && { tls: {} }),
  };
  const { name, db } = found;
  // A Cluster has neither a name nor several databases; Sentinels watch several servers, each by its name.
  if (kind === 'cluster') return name === undefined ? { kind, nodes: places, access } : undefined;
  return name === undefined ? undefined : { kind, sentinels: places, name, db: Number(db ?? 0), access };
}
