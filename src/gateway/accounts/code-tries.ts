/**
 * How often and how long a code can be tried: counted by the gateway, for flows of real codes and of none alike, so that no difference between the
 * two shows. What is counted lies in the store, since a stranger can send an old cookie again.
 */
import { digest } from '../base/bytes.js';
import { Failure } from '../base/failure.js';
import { memoryStore } from '../base/memory-store.js';
import { unlessStoreFails } from '../base/without-store.js';
import type { ResolvedOptions } from '../options/options.js';
import type { RequestContext } from '../request/request-context.js';
import { codesSent, type FlowState, stepLifetime } from '../sealed/flow-state.js';

/** A state that waits for a code. */
type Waiting = Pick<FlowState, 'token' | 'began' | 'sent'>;

export interface CodeTries {
  /** Takes one of the tries of a code. Throws `flow-expired`, `flow-used` or `flow-exhausted`. */
  take(context: RequestContext, state: Waiting): Promise<void>;
  /** Whether another code may take this one's place. Throws as `take` does. */
  requireOpen(context: RequestContext, state: Waiting): Promise<void>;
  /** Another code has taken this one's place. */
  replace(context: RequestContext, state: Waiting): Promise<void>;
}

export function createCodeTries(
  options: Pick<ResolvedOptions, 'store' | 'now' | 'codeTries' | 'codeLifetime'>,
): CodeTries {
  const { store, now, codeTries, codeLifetime } = options;
  /** Counts on while the store is away. */
  const own = memoryStore(now);
  /** Of one code: the hosted API may send several for the same token. */
  const keyOf = async (state: Waiting) => `code:${await digest(`${codesSent(state)} ${state.token}`)}`;
  const add = async ({ log }: RequestContext, key: string) =>
    (await unlessStoreFails(log, () => store.add(key, '""', stepLifetime))) ?? own.add(key, '""', stepLifetime);
  const has = async ({ log }: RequestContext, key: string) =>
    ((await unlessStoreFails(log, () => store.get(key))) ?? (await own.get(key))) !== undefined;

  async function requireUnused(context: RequestContext, state: Waiting): Promise<string> {
    if (now() >= state.began + codeLifetime * 1000) throw new Failure('flow-expired');
    const key = await keyOf(state);
    if (await has(context, `${key}:used`)) throw new Failure('flow-used');
    return key;
  }

  return {
    async take(context, state) {
      const key = await requireUnused(context, state);
      for (let index = 0; index < codeTries; index += 1) if (await add(context, `${key}:${index}`)) return;
      throw new Failure('flow-exhausted');
    },
    async requireOpen(context, state) {
      const key = await requireUnused(context, state);
      if (await has(context, `${key}:${codeTries - 1}`)) throw new Failure('flow-exhausted');
    },
    async replace(context, state) {
      await add(context, `${await keyOf(state)}:used`);
    },
  };
}
