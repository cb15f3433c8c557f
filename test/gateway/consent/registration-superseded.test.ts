/** The "yes" of a registration that could not be stored at once, and readers who have withdrawn it since. */
import { expect, test } from 'vitest';
import { asking, optIns, outcome, putsTo, register } from '../support/consenting.js';
import { error, json } from '../support/harness.js';

const later = '2026-05-04T10:00:20Z';
const has = (status: string, changedDate: string) => () =>
  json({ customerId: '4711', optIns: { EMAIL: { status, changedDate } } });

test.each([
  ['REVOKED_OPT_IN', later, false],
  ['OBJECTION_OPT_IN', later, false],
  // What was withdrawn before is what the reader has changed by registering.
  ['REVOKED_OPT_IN', '2025-01-01T00:00:00Z', true],
  ['NONE', later, true],
])('with %s of %s at the hosted API, its later try stores it: %s', async (status, changedDate, isStored) => {
  const { news, events } = asking({ [optIns]: () => error(500) });
  await register(news);
  news.script[optIns] = has(status, changedDate);
  news.clock.now += 30_000;
  await news.get('session');
  expect(putsTo(news)).toHaveLength(isStored ? 2 : 1);
  expect(events.at(-1)).toEqual({
    ...outcome,
    ...(isStored ? { stored: true } : { stored: false, reason: 'superseded' }),
  });
});

test('a withdrawal in the same browser, while the yes still waits, is the last word', async () => {
  const { news, events } = asking({ [optIns]: () => error(500) });
  await register(news);
  const { reader } = (await (await news.get('session/consents')).json()) as { reader?: string };
  expect(reader).toBeUndefined();
  news.script[optIns] = ({ method }) => (method === 'PUT' ? error(500) : has('NONE', later)());
  const shown = (await (await news.get('session/consents')).json()) as { reader: string };
  const choice = { reader: shown.reader, channel: 'email', choice: false };
  expect((await news.post('session/consents', choice)).status).toBe(200);
  news.script[optIns] = ({ method }) => (method === 'PUT' ? json({}) : has('REVOKED_OPT_IN', '')());
  news.clock.now += 31_000;
  await news.get('session');
  const told = events.slice(-2).map((event) => [event.choice, event.phase === 'outcome' && (event.reason ?? 'stored')]);
  expect(told.sort()).toEqual([
    [false, 'stored'],
    [true, 'superseded'],
  ]);
  expect(putsTo(news).at(-1)?.body).toEqual({ optIns: { EMAIL: { status: 'REVOKED_OPT_IN' } } });
});

test('of several channels those alone are left out that were withdrawn', async () => {
  const { news } = asking({ [optIns]: () => error(500) }, { optIn: { channels: ['EMAIL', 'POST'] } });
  await register(news);
  news.script[optIns] = has('REVOKED_OPT_IN', later);
  news.clock.now += 30_000;
  await news.get('session');
  expect(putsTo(news).at(-1)?.body).toEqual({ optIns: { POST: { status: 'SINGLE_OPT_IN' } } });
});

test('where the hosted API does not say who is signed in, nobody’s consents are shown', async () => {
  const { news } = asking({ '/sessions/customerData': () => error(500) });
  await register(news);
  const answer = await news.get('session/consents');
  expect([answer.status, await answer.json()]).toEqual([502, expect.objectContaining({ code: 'upstream-failed' })]);
});
