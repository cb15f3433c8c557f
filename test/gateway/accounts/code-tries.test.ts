import { expect, test } from 'vitest';
import { type LogEvent, memoryStore, type Store } from '../../../src/gateway/index.js';
import { createCodeTries } from '../../../src/gateway/accounts/code-tries.js';
import type { RequestContext } from '../../../src/gateway/request/request-context.js';

const failing: Store = {
  get: () => Promise.reject(new Error('away')),
  set: () => Promise.reject(new Error('away')),
  add: () => Promise.reject(new Error('away')),
  delete: () => Promise.reject(new Error('away')),
};
function stage(store?: Store) {
  const clock = { now: 1_000_000 };
  const now = () => clock.now;
  const log: LogEvent[] = [];
  const context = { log: (event: LogEvent) => log.push(event) } as unknown as RequestContext;
  const tries = createCodeTries({ store: store ?? memoryStore(now), now, codeTries: 3, codeLifetime: 60 });
  const state = (token: string, sent = 1) => ({ token, sent, began: clock.now });
  return { clock, context, log, state, tries };
}

test.each([undefined, failing])(
  'a code has as many tries as are set, with the store and while it is away',
  async (store) => {
    const { tries, context, state, log } = stage(store);
    const [first, other] = [state('first'), state('other')];
    for (let n = 0; n < 3; n += 1) {
      await tries.requireOpen(context, first);
      await tries.take(context, first);
    }
    await expect(tries.take(context, first)).rejects.toMatchObject({ code: 'flow-exhausted' });
    await expect(tries.requireOpen(context, first)).rejects.toMatchObject({ code: 'flow-exhausted' });
    await expect(tries.take(context, other)).resolves.toBeUndefined();
    expect(log.some(({ event }) => event === 'store-failed')).toBe(store !== undefined);
  },
);

test.each([undefined, failing])(
  'another code makes the first worthless, also one for the same token',
  async (store) => {
    const { tries, context, state } = stage(store);
    const first = state('token');
    await tries.replace(context, first);
    await expect(tries.take(context, first)).rejects.toMatchObject({ code: 'flow-used' });
    await expect(tries.requireOpen(context, first)).rejects.toMatchObject({ code: 'flow-used' });
    await expect(tries.take(context, state('token', 2))).resolves.toBeUndefined();
  },
);

test('a code ends with its time', async () => {
  const { tries, context, state, clock } = stage();
  const first = state('token');
  clock.now += 59_999;
  await tries.take(context, first);
  clock.now += 1;
  await expect(tries.take(context, first)).rejects.toMatchObject({ code: 'flow-expired' });
  await expect(tries.requireOpen(context, first)).rejects.toMatchObject({ code: 'flow-expired' });
});

test('tries at the same moment are counted each', async () => {
  const { tries, context, state } = stage();
  const first = state('token');
  const all = await Promise.allSettled(Array.from({ length: 10 }, () => tries.take(context, first)));
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
});

test('the store learns no token', async () => {
  const keys: string[] = [];
  const store = memoryStore(() => 0);
  const { tries, context, state } = stage({
    ...store,
    add: (key, ...rest) => (keys.push(key), store.add(key, ...rest)),
  });
  await tries.take(context, state('STEP-TOKEN'));
  expect(keys).toHaveLength(1);
  expect(keys.join()).not.toContain('STEP-TOKEN');
});
