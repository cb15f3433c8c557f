/** Whether a user name is taken, asked before a registration. */
import { expect, test } from 'vitest';
import { createUserNameCheck } from '../../../src/gateway/accounts/user-name-check.js';
import { createDeadline } from '../../../src/gateway/base/deadline.js';
import { Failure } from '../../../src/gateway/base/failure.js';
import type { LogEvent } from '../../../src/gateway/index.js';
import type { RequestContext } from '../../../src/gateway/request/request-context.js';
import type { Upstream } from '../../../src/gateway/upstream/upstream.js';

function checker(find: () => { items: ({ username?: string } | null)[] }) {
  const log: LogEvent[] = [];
  const asked: unknown[] = [];
  const clock = { now: 0 };
  const upstream = {
    call: async (operation: string, { query }: { query: unknown }) => {
      asked.push([operation, query]);
      return find();
    },
  } as unknown as Upstream;
  const requireFree = createUserNameCheck({ options: { now: () => clock.now }, upstream });
  const context = {
    deadline: createDeadline(8000),
    log: (event: LogEvent) => log.push(event),
  } as unknown as RequestContext;
  return { log, asked, clock, requireFree: (username: string) => requireFree(context, username) };
}

test('a name that somebody has is taken, whatever the case of its letters', async () => {
  const { requireFree, asked } = checker(() => ({ items: [{ username: 'other' }, { username: 'Ada' }] }));
  await expect(requireFree('aDA')).rejects.toMatchObject({ code: 'username-taken', fields: { username: 'taken' } });
  expect(asked).toEqual([['customers/search', { username: 'aDA' }]]);
});

test('a name is free where the search finds only others, such as longer ones and customers without a name', async () => {
  const { requireFree, log } = checker(() => ({ items: [{ username: 'ada1' }, {}, null] }));
  await expect(requireFree('ada')).resolves.toBeUndefined();
  expect(log).toEqual([]);
});

test('an e-mail address is no user name, and is not looked up', async () => {
  const { requireFree, asked } = checker(() => ({ items: [] }));
  await expect(requireFree('ada@example.org')).rejects.toMatchObject({
    code: 'invalid-request',
    fields: { username: 'invalid' },
  });
  expect(asked).toEqual([]);
});

test('where nobody can say, the name counts as free, and the log says so once an hour', async () => {
  const { requireFree, log, clock } = checker(() => {
    throw new Failure('misconfigured');
  });
  for (const at of [0, 3_599_999, 3_600_000]) {
    clock.now = at;
    await expect(requireFree('ada')).resolves.toBeUndefined();
  }
  expect(log).toEqual([
    { level: 'error', event: 'user-name-unchecked', code: 'misconfigured' },
    { level: 'error', event: 'user-name-unchecked', code: 'misconfigured' },
  ]);
});
