/** Flow cookies: one sealed cookie for each flow, at most three, and a readable marker without data beside them. */
import { flowId } from '../../contract/answer.js';
import { toBase64url, digest, type Random } from '../base/bytes.js';
import type { Jar } from '../request/cookies.js';
import { type FlowState, pack, stepLifetime, unpack } from './flow-state.js';
import type { Log } from '../base/log.js';
import { Failure } from '../base/failure.js';
import type { Sealer } from './seal.js';

const mostFlows = 3;
/** Tells a script that `GET flow` is worth a request. */
const marker = 'sso_flow';

export interface StoredFlow {
  id: string;
  state: FlowState;
}

export interface Flows {
  /** The flow of an ID. Throws `flow-expired` where this browser has no such cookie, or one that does not open. */
  require(jar: Jar, id: string): Promise<StoredFlow>;
  /** All that can be read, newest first; those that cannot be read are deleted. */
  list(jar: Jar): Promise<StoredFlow[]>;
  /** Sets a flow's cookie, a new flow's without `id`. Answers its ID. Throws `upstream-failed` where no cookie can hold it. */
  save(jar: Jar, state: FlowState, id: string | undefined): Promise<string>;
  drop(jar: Jar, id: string): void;
  /** Takes the marker away when no flow is left. */
  tidy(jar: Jar): void;
}

/** `prefix` is `__Host-`, or nothing with development cookies. */
export function createFlows(options: {
  prefix: '__Host-' | '';
  sealer: Sealer;
  now: () => number;
  random: Random;
  log: Log;
}): Flows {
  const { sealer, now, random, log } = options;
  const prefix = `${options.prefix}sso_flow_`;
  const ids = (jar: Jar) =>
    jar.names
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length))
      .filter((id) => flowId.safeParse(id).success);

  const drop = (jar: Jar, id: string) => {
    jar.delete(prefix + id, 'Strict');
    tidy(jar);
  };
  const tidy = (jar: Jar) => {
    if (ids(jar).length === 0) jar.delete(marker, 'Strict', true);
  };

  async function open(jar: Jar, id: string): Promise<StoredFlow | undefined> {
    const name = prefix + id;
    const sealed = jar.get(name);
    if (sealed === undefined) return undefined;
    const state = unpack(await sealer.open(name, sealed));
    if (!state) drop(jar, id);
    return state && { id, state };
  }

  async function list(jar: Jar): Promise<StoredFlow[]> {
    const flows = await Promise.all(ids(jar).map((id) => open(jar, id)));
    return flows.filter((flow) => flow !== undefined).sort((a, b) => b.state.began - a.state.began);
  }

  return {
    list,
    drop,
    tidy,
    async require(jar, id) {
      const flow = await open(jar, id);
      if (!flow) throw new Failure('flow-expired');
      return flow;
    },
    async save(jar, state, known) {
      const id = known ?? toBase64url(random(16));
      const name = prefix + id;
      const payload = pack(name, state, state.terms && (await digest(JSON.stringify(state.terms))), sealer);
      if (!payload) {
        log({ level: 'error', event: 'step-token-too-long', step: state.step, characters: state.token.length });
        throw new Failure('upstream-failed');
      }
      const others = (await list(jar)).filter((flow) => flow.id !== id);
      for (const { id: oldest } of others.slice(mostFlows - 1)) jar.delete(prefix + oldest, 'Strict');
      const value = await sealer.seal(name, payload, now() + stepLifetime * 1000);
      jar.set({ name, value, maxAge: stepLifetime, sameSite: 'Strict' });
      jar.set({ name: marker, value: '1', maxAge: stepLifetime, sameSite: 'Strict', readable: true });
      return id;
    },
  };
}
