import { expect, test } from 'vitest';
import { Failure } from '../../../src/gateway/base/failure.js';
import { type LogEvent, memoryStore } from '../../../src/gateway/index.js';
import { createEmergencies } from '../../../src/gateway/settings/emergency.js';

const refusal = new Failure('misconfigured', { upstreamStatus: 401 });
const broken = () => Promise.reject(new Error('no store'));

test('a store that cannot be read is logged, and an API token that no process has seen work was always wrong', async () => {
  const log: LogEvent[] = [];
  const store = { ...memoryStore(Date.now), get: broken, set: broken };
  const emergencies = createEmergencies({ apiToken: 'T', store, now: Date.now, log: (entry) => void log.push(entry) });
  expect(await emergencies.isMeant(refusal)).toBe(false);
  expect(log).toEqual([{ level: 'warn', event: 'store-failed', cause: 'Error' }]);
  // What this process has seen needs no store.
  await emergencies.noteSuccess();
  expect(await emergencies.isMeant(refusal)).toBe(true);
});

test('what another process has seen is read from the store', async () => {
  const store = memoryStore(Date.now);
  const given = { apiToken: 'T', store, now: Date.now, log: () => undefined };
  await createEmergencies(given).noteSuccess();
  expect(await createEmergencies(given).isMeant(refusal)).toBe(true);
  expect(await createEmergencies({ ...given, apiToken: 'another' }).isMeant(refusal)).toBe(false);
  expect(await createEmergencies(given).isMeant(new TypeError('a fault of ours'))).toBe(false);
});
