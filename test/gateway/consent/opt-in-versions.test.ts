/** The versions of an opt-in, as a hosted API with many of them gives them page by page. */
import { expect, test } from 'vitest';
import { createDeadline } from '../../../src/gateway/base/deadline.js';
import type { LogEvent } from '../../../src/gateway/index.js';
import { createOptInVersions } from '../../../src/gateway/consent/opt-in-versions.js';
import type { Upstream } from '../../../src/gateway/upstream/upstream.js';

const version = (id: number, translations?: readonly object[]) => ({
  customerOptInId: id,
  uniqueId: `v${id}`,
  translations: translations ?? [{ language: 'en', ssoText: `Text ${id}`, checkoutText: '', preferred: true }],
});

function versionsOf(answer: (startingAfter: string | undefined) => unknown) {
  const asked: (string | undefined)[] = [];
  const log: LogEvent[] = [];
  const upstream = {
    call: (_operation: string, { query }: { query: { startingAfter?: string } }) => {
      asked.push(query.startingAfter);
      return Promise.resolve(answer(query.startingAfter));
    },
  } as unknown as Upstream;
  const found = createOptInVersions({ upstream, now: () => 0, log: (event) => log.push(event) });
  return { asked, log, textOf: (id: string, language = 'en') => found.textOf(id, language, createDeadline(1000)) };
}
const hundred = (from: number) => Array.from({ length: 100 }, (_, index) => version(from + index));

test('it reads on from the last of a full page, and stops at one that is not', async () => {
  const { asked, textOf } = versionsOf((after) => ({ items: after === undefined ? hundred(1) : [version(500)] }));
  expect(await textOf('v500')).toEqual({ text: ['Text 500'], language: 'en' });
  expect(asked).toEqual([undefined, '100']);
});

test('where the last of a full page has no number that can be told, nothing follows', async () => {
  const items = [...hundred(1).slice(1), { ...version(7), customerOptInId: undefined }];
  const { asked, textOf } = versionsOf(() => ({ items }));
  expect(await textOf('v7')).toEqual({ text: ['Text 7'], language: 'en' });
  expect(asked).toEqual([undefined]);
});

test('it stops after five pages', async () => {
  const { asked, textOf } = versionsOf((after) => ({ items: hundred(Number(after ?? 0) + 1) }));
  expect(await textOf('v501')).toBeUndefined();
  expect(asked).toHaveLength(5);
});

test('what the hosted API gives beyond its description is passed over', async () => {
  const german = { language: 'de', ssoText: '', checkoutText: 'Zur Kasse', preferred: false };
  const { textOf } = versionsOf(() => ({ items: [undefined, version(1, [undefined as never, german])] }));
  expect(await textOf('v1')).toEqual({ text: ['Zur Kasse'], language: 'de' });
});

test('a fault of our own is logged by its kind, and costs the wording alone', async () => {
  const { log, textOf } = versionsOf(() => ({ items: undefined }));
  expect(await textOf('v1')).toBeUndefined();
  expect(log).toEqual([{ level: 'warn', event: 'opt-in-versions-failed', code: 'gateway-failed' }]);
});
