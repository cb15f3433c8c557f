/** Flow cookies: a sealed cookie for each flow, three at most, and beside them a marker without data that scripts can read. */
import { flowId } from '../../contract/answer.js';
import { encodeBase64url, digest, type Random } from '../base/bytes.js';
import type { RequestCookies } from '../request/cookies.js';
import type { RequestContext } from '../request/request-context.js';
import { type FlowState, packFlowState, stepLifetime, unpackFlowState } from './flow-state.js';
import { Failure } from '../base/failure.js';
import type { NoteSkew } from './clock-skew.js';
import type { Sealer } from './sealer.js';
import type { NoteUnreadable } from './unreadable.js';

const mostFlows = 3;
/** Lets a script know that `GET flow` is worth a request. */
const marker = 'sso_flow';

/** A flow as its cookie stores it. */
export interface StoredFlow {
  id: string;
  state: FlowState;
}

/** A request, as far as its flows go. */
export type Bringing = Pick<RequestContext, 'jar' | 'log'>;

export interface FlowCookies {
  /** The flow with an ID. Throws `flow-expired` where this browser has no such cookie, or one that cannot be unsealed. */
  require(request: Bringing, id: string): Promise<StoredFlow>;
  /** All readable flows, newest first. */
  list(request: Bringing): Promise<StoredFlow[]>;
  /** Sets a flow's cookie and returns its ID; without `id` the flow is new. Throws `upstream-failed` where no cookie can hold it. */
  save(request: Bringing, state: FlowState, id: string | undefined): Promise<string>;
  drop(jar: RequestCookies, id: string): void;
  /** Deletes all of them, readable or not. Returns the IDs of those that were unsealed here. */
  clear(jar: RequestCookies): Promise<string[]>;
  /** Deletes the marker when no flow is left. */
  tidy(jar: RequestCookies): void;
}

/** `prefix`: `__Host-`, or empty with `devCookies`. `now`: milliseconds since 1970. */
export function createFlowCookies(options: {
  prefix: '__Host-' | '';
  sealer: Sealer;
  now: () => number;
  random: Random;
  noteUnreadable: NoteUnreadable;
  noteSkew: NoteSkew;
  /** Whether the size of a state's cookie must not tell what is in it. */
  isPadded: (state: FlowState) => boolean;
}): FlowCookies {
  const { sealer, now, random, noteUnreadable, noteSkew, isPadded } = options;
  const prefix = `${options.prefix}sso_flow_`;
  const ids = (jar: RequestCookies) =>
    jar.names
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length))
      .filter((id) => flowId.safeParse(id).success);

  const drop = (jar: RequestCookies, id: string) => {
    jar.delete(prefix + id, 'Strict');
    tidy(jar);
  };
  const tidy = (jar: RequestCookies) => {
    if (ids(jar).length === 0) jar.delete(marker, 'Strict', true);
  };

  async function open({ jar, log }: Bringing, id: string): Promise<StoredFlow | undefined> {
    const name = prefix + id;
    const sealed = jar.get(name);
    if (sealed === undefined) return undefined;
    const found = await sealer.judge(name, sealed);
    const state = found === 'expired' ? undefined : unpackFlowState(found);
    if (found === 'expired') drop(jar, id);
    else if (!state) noteUnreadable('flow', log);
    if (state) noteSkew('flow', state.began, log);
    return state && { id, state };
  }

  async function list(request: Bringing): Promise<StoredFlow[]> {
    const flows = await Promise.all(ids(request.jar).map((id) => open(request, id)));
    return flows.filter((flow) => flow !== undefined).sort((a, b) => b.state.began - a.state.began);
  }

  return {
    list,
    drop,
    async clear(jar) {
      const all = ids(jar).map((id) => ({ id, sealed: jar.get(prefix + id) ?? '' }));
      for (const { id } of all) drop(jar, id);
      tidy(jar);
      const found = await Promise.all(all.map(({ id, sealed }) => sealer.open(prefix + id, sealed)));
      return all.filter((_, at) => found[at]).map(({ id }) => id);
    },
    tidy,
    async require(request, id) {
      const flow = await open(request, id);
      if (!flow) throw new Failure('flow-expired');
      return flow;
    },
    async save(request, state, known) {
      const { jar, log } = request;
      const id = known ?? encodeBase64url(random(16));
      const name = prefix + id;
      const termsDigest = state.terms && (await digest(JSON.stringify(state.terms)));
      const payload = packFlowState(name, state, termsDigest, sealer, isPadded(state));
      if (!payload) {
        log({ level: 'error', event: 'step-token-too-long', step: state.step, characters: state.token.length });
        throw new Failure('upstream-failed');
      }
      const others = (await list(request)).filter((flow) => flow.id !== id);
      for (const { id: oldest } of others.slice(mostFlows - 1)) jar.delete(prefix + oldest, 'Strict');
      const value = await sealer.seal(name, payload, now() + stepLifetime * 1000);
      jar.set({ name, value, maxAge: stepLifetime, sameSite: 'Strict' });
      jar.set({ name: marker, value: '1', maxAge: stepLifetime, sameSite: 'Strict', readable: true });
      return id;
    },
  };
}
