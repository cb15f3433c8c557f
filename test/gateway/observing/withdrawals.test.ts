/** A signed-in reader who withdraws a consent and gives it anew: what log, metrics and audit see of it. */
import { expect, test } from 'vitest';
import type { AuditEvent } from '../../../src/gateway/index.js';
import { memoryStore } from '../../../src/gateway/index.js';
import { createMetrics } from '../../../src/gateway/node/metrics/create-metrics.js';
import { credentials } from '../support/harness.js';
import { hashOf } from '../support/log-hash.js';
import { countsOf } from '../../../scripts/day/samples.js';
import { consenting, customerId, optInOf } from '../support/signed-in-consents.js';
import { untilPasses } from '../../support/until.js';

const given = optInOf('SINGLE_OPT_IN');

async function observed(options: Parameters<typeof consenting>[1] = {}) {
  const audit: AuditEvent[] = [];
  const metrics = await createMetrics({ processMetrics: false });
  const observing = { observe: metrics.observe, onAudit: (event: AuditEvent) => void audit.push(event) };
  const reader = await consenting({ EMAIL: given }, { ...observing, ...options });
  const audited = () => audit.filter(({ type }) => type === 'consent');
  return {
    ...reader,
    /** Events are handed over beside the calls. */
    told: (expected: readonly object[]) => untilPasses(() => expect(audited()).toMatchObject(expected)),
    audited,
    counts: async (name: string) => countsOf(await metrics.text(), `sso_gateway_${name}`),
    called: () => reader.news.lines.filter(({ event, route }) => event === 'call' && route === 'session/consents'),
  };
}

test('the audit is told who withdrew which channel and gave it anew, and when that was stored', async () => {
  const { choose, told, audited, events } = await observed();
  await choose('email', false);
  await choose('email', true);
  const whose = {
    type: 'consent',
    route: 'session/consents',
    at: '2026-05-04T10:00:00.000Z',
    account: (await hashOf(credentials.identifier))[0],
    customerId,
    channel: 'EMAIL',
  };
  const [withdrawn, , anew] = events.map(({ id, hash }) => ({ ...whose, id, hash }));
  await told([
    { ...withdrawn, choice: false, phase: 'asked' },
    { ...withdrawn, choice: false, phase: 'outcome', stored: true },
    { ...anew, choice: true, phase: 'asked' },
    { ...anew, choice: true, phase: 'outcome', stored: true },
  ]);
  expect(JSON.stringify(audited())).not.toMatch(/example\.org|Offers/);
});

test('a withdrawal that is stored later is told to the audit once it is', async () => {
  const { choose, told, fault, pass, news } = await observed();
  fault('customers/optIns', 503);
  await choose('email', false);
  await told([{ choice: false, channel: 'EMAIL', phase: 'asked' }]);
  pass(31);
  await news.get('session');
  const later = { choice: false, channel: 'EMAIL', phase: 'outcome', stored: true, route: 'session', customerId };
  await told([{ phase: 'asked' }, later]);
});

test('the metrics count withdrawing and giving as other consents, the tries, and the calls by a kind of their own', async () => {
  const { choose, show, fault, pass, counts } = await observed();
  fault('customers/optIns', 503);
  await choose('email', false);
  pass(31);
  await show();
  await choose('email', true);
  expect(await counts('consents_total')).toEqual({ 'stage=asked': 2, 'stage=waiting': 1, 'stage=stored': 2 });
  expect(await counts('calls_total')).toMatchObject({ 'route=session/consents,outcome=consents,status=2xx': 4 });
});

test('a choice that a newer one has overtaken is counted, audited and logged as superseded', async () => {
  const { choose, fault, counts, told } = await observed({ store: memoryStore(Date.now) });
  fault('customers/optIns', 503);
  await choose('email', false);
  await choose('email', false);
  expect(await counts('consents_total')).toEqual({
    'stage=asked': 2,
    'stage=waiting': 1,
    'stage=superseded': 1,
    'stage=stored': 1,
  });
  await told([
    { phase: 'asked' },
    { phase: 'outcome', stored: false, reason: 'superseded', channel: 'EMAIL' },
    { phase: 'asked' },
    { phase: 'outcome', stored: true },
  ]);
});

test('the log has each call with its outcome, whose it was by a keyed hash, and the problem of one that was refused', async () => {
  const { choose, called, news } = await observed();
  await choose('email', false);
  await choose('email', true, { reader: 'A'.repeat(22) });
  const account = (await hashOf(credentials.identifier))[0];
  expect(called()).toMatchObject([
    { method: 'GET', status: 200, outcome: 'consents', account },
    { method: 'POST', status: 200, outcome: 'consents', account },
    { method: 'POST', status: 401, outcome: 'signed-out', account },
  ]);
  expect(JSON.stringify(news.lines)).not.toMatch(/example\.org|Offers/);
});
