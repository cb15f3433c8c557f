/** How the publisher hears of an attempt to register with an address that has an account, so that the owner can be told. */
import { expect, onTestFinished, test, vi } from 'vitest';
import { createExistingAccountNotifier } from '../../../src/gateway/accounts/existing-accounts.js';
import { memoryStore } from '../../../src/gateway/base/memory-store.js';
import type { ExistingAccount, LogEvent, Store } from '../../../src/gateway/index.js';
import type { RequestContext } from '../../../src/gateway/request/request-context.js';

const turns = async () => {
  for (let count = 0; count < 20; count += 1) await new Promise((resolve) => setImmediate(resolve));
};

function notifier(
  onExistingAccount: ((account: ExistingAccount) => void | Promise<void>) | undefined,
  more: Partial<Store> = {},
) {
  const log: LogEvent[] = [];
  const clock = { now: Date.parse('2026-05-04T10:00:00Z') };
  const now = () => clock.now;
  const kept = memoryStore(now);
  let noteAdded = (): void => undefined;
  const add: Store['add'] = async (...args) => {
    try {
      return await (more.add ?? kept.add)(...args);
    } finally {
      noteAdded();
    }
  };
  const store = { ...kept, add };
  const tell = createExistingAccountNotifier({ onExistingAccount, store, now });
  const context = { log: (event: LogEvent) => log.push(event) } as unknown as RequestContext;
  return {
    log,
    clock,
    tell: async (typed: string, language = 'en') => {
      const added = new Promise<void>((resolve) => (noteAdded = resolve));
      tell(context, typed, language);
      await added;
      await turns();
    },
  };
}

test('an owner is told once in ten minutes, in whatever spelling the address comes', async () => {
  const told: ExistingAccount[] = [];
  const { tell, clock, log } = notifier((account) => void told.push(account));
  await tell('Someone@example.org', 'de');
  await tell(' Someone@example.org ');
  await tell('other@example.org');
  clock.now += 601_000;
  await tell('Someone@example.org');
  expect(told).toEqual([
    { email: 'Someone@example.org', language: 'de', at: '2026-05-04T10:00:00.000Z' },
    { email: 'other@example.org', language: 'en', at: '2026-05-04T10:00:00.000Z' },
    { email: 'Someone@example.org', language: 'en', at: '2026-05-04T10:10:01.000Z' },
  ]);
  expect(log).toEqual([]);
});

test('where the store fails an owner is told twice rather than not at all', async () => {
  const told: string[] = [];
  const { tell, log } = notifier(({ email }) => void told.push(email), {
    add: () => Promise.reject(new Error('LEAK')),
  });
  await tell('someone@example.org');
  await tell('someone@example.org');
  expect(told).toEqual(['someone@example.org', 'someone@example.org']);
  expect(log).toContainEqual(expect.objectContaining({ event: 'store-failed' }));
  expect(JSON.stringify(log)).not.toContain('LEAK');
});

const text: unknown = 'LEAK';
test.each<[string, () => void | Promise<void>, string]>([
  ['rejects', () => Promise.reject(new RangeError('LEAK')), 'RangeError'],
  [
    'throws',
    () => {
      throw new TypeError('LEAK');
    },
    'TypeError',
  ],
  // What is no error has no name.
  [
    'throws a text',
    () => {
      throw text;
    },
    'string',
  ],
])('a function that %s is on the log by the name of its error alone', async (_how, fails, name) => {
  const { tell, log } = notifier(fails);
  await tell('someone@example.org');
  expect(log).toEqual([{ level: 'error', event: 'on-existing-account-failed', name }]);
});

test('a function that never ends is given up after ten seconds, which is on the log', async () => {
  const late = new AbortController();
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(late.signal);
  onTestFinished(() => timeout.mockRestore());
  const { tell, log } = notifier(() => new Promise<void>(() => undefined));
  await tell('someone@example.org');
  expect(timeout.mock.calls).toEqual([[10_000]]);
  expect(log).toEqual([]);
  late.abort(new DOMException('too late', 'TimeoutError'));
  await turns();
  expect(log).toEqual([{ level: 'error', event: 'on-existing-account-failed', name: 'Failure' }]);
});

test('without a function nobody is told, and nothing is on the log', async () => {
  const { tell, log } = notifier(undefined);
  await tell('someone@example.org');
  expect(log).toEqual([]);
});
