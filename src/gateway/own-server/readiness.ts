/** Whether the gateway can serve readers, for whoever watches its instances. */
import { encodeBase64url } from '../base/bytes.js';
import { singleFlight } from '../base/single-flight.js';
import type { ApiHealth } from '../observing/api-health.js';
import type { Services } from '../process/services.js';

/** Whether an instance can serve readers. */
export interface Readiness {
  /** The store and the secrets are well. What is wrong with the hosted API is the same for all instances, and makes none of them worse than another. */
  ready: boolean;
  /** Whether the store keeps what it is given, and gives it back. */
  store: 'ok' | 'failed';
  /** Whether a value can be sealed and unsealed. */
  secrets: 'ok' | 'failed';
  /** The hosted API, as this process has last seen it. */
  api: ApiHealth;
}

/** What whoever watches instances can ask. */
export interface Watched {
  /**
   * Whether this instance can serve readers: it writes to the store and reads it, seals and unseals a value, and tells what it has last seen of the
   * hosted API. Takes 2 seconds at most, and never rejects.
   *
   * @example
   * ```ts
   * import type { Gateway } from 'sso-elements-server/gateway';
   *
   * export async function readyz(gateway: Gateway): Promise<Response> {
   *   const found = await gateway.readiness();
   *   return Response.json(found, { status: found.ready ? 200 : 503 });
   * }
   * ```
   */
  readonly readiness: () => Promise<Readiness>;
}

/** Milliseconds for which an answer counts: whoever asks often does not burden the store. */
const keptFor = 500;
/** Seconds that the store keeps what it is given. */
const storedFor = 60;

const states = (isWell: boolean) => (isWell ? 'ok' : 'failed');

/** Returns what finds out. It never rejects, and takes as long as two operations of the store at most. */
export function createReadiness({ options, sealer }: Pick<Services, 'options' | 'sealer'>): () => Promise<Readiness> {
  const { store, random, health } = options;
  /** Of this instance: others write beside it. */
  let name: string | undefined;

  async function storeKeeps(): Promise<boolean> {
    name ??= encodeBase64url(random(9));
    const value = JSON.stringify(encodeBase64url(random(9)));
    await store.set(`ready:${name}`, value, storedFor);
    return (await store.get(`ready:${name}`)) === value;
  }
  async function sealsAndOpens(): Promise<boolean> {
    const value = encodeBase64url(random(9));
    const sealed = await sealer.seal('ready', { value }, options.now() + storedFor * 1000);
    return (await sealer.open('ready', sealed))?.['value'] === value;
  }
  const isWell = (check: () => Promise<boolean>) => check().catch(() => false);

  const share = singleFlight<{ store: boolean; secrets: boolean }>({ linger: keptFor, now: () => performance.now() });
  return async () => {
    const found = await share('ready', async () => {
      const [kept, sealed] = await Promise.all([isWell(storeKeeps), isWell(sealsAndOpens)]);
      return { store: kept, secrets: sealed };
    });
    return {
      ready: found.store && found.secrets,
      store: states(found.store),
      secrets: states(found.secrets),
      api: health.read(),
    };
  };
}
