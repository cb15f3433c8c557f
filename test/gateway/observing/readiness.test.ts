/** Whether an instance says that it can serve readers, and what it says of the hosted API. */
import { expect, test } from 'vitest';
import { memoryStore, type Store } from '../../../src/gateway/index.js';
import { fewestFaults } from '../../../src/gateway/upstream/circuit.js';
import { error, json, session, site, start } from '../support/harness.js';
import { granted } from '../support/own-server.js';
import { untilPasses } from '../../support/until.js';

const nothingSeen = { apiToken: 'unknown', missingRights: [], emergency: false, openCircuits: [] };

test('a gateway that has done nothing yet is ready', async () => {
  expect(await site().gateway.readiness()).toEqual({ ready: true, store: 'ok', secrets: 'ok', api: nothingSeen });
});

const ways: Record<string, Partial<Store>> = {
  'throws at reading': { get: () => Promise.reject(new Error('away')) },
  'throws at writing': { set: () => Promise.reject(new Error('away')) },
  hangs: { set: () => new Promise(() => undefined) },
  'forgets what it is given': { get: async () => undefined },
  'gives back something else': { get: async () => '"x"' },
};
test.each(Object.entries(ways))(
  'a store that %s makes it not ready, and readers sign in all the same',
  async (_name, broken) => {
    const store = { ...memoryStore(Date.now), ...broken };
    const news = site({ '/processes/login/verify': () => session() }, { store });
    expect(await news.gateway.readiness()).toMatchObject({ ready: false, store: 'failed', secrets: 'ok' });
    expect(await start(news)).toMatchObject({ kind: 'session' });
  },
);

test('a store that is back makes it ready again', async () => {
  const store = memoryStore(Date.now);
  let fails = true;
  const get: Store['get'] = (key) => (fails ? Promise.reject(new Error('away')) : store.get(key));
  const { gateway } = site({}, { store: { ...store, get } });
  expect((await gateway.readiness()).ready).toBe(false);
  fails = false;
  await untilPasses(async () => expect((await gateway.readiness()).ready).toBe(true));
});

test('randomness that fails makes it not ready, and rejects nothing', async () => {
  const random = () => {
    throw new Error('LEAK');
  };
  const found = await site({}, { random }).gateway.readiness();
  expect(found).toMatchObject({ ready: false, secrets: 'failed' });
  expect(JSON.stringify(found)).not.toContain('LEAK');
});

test('however many ask at once, the store is asked once', async () => {
  const store = memoryStore(Date.now);
  let asked = 0;
  const get: Store['get'] = (key) => {
    asked += 1;
    return store.get(key);
  };
  const { gateway } = site({}, { store: { ...store, get } });
  await Promise.all(Array.from({ length: 50 }, () => gateway.readiness()));
  expect(asked).toBe(1);
});

test('what the hosted API did last is told, and makes nobody less ready', async () => {
  const news = site({ '/processes/login/verify': () => error(503) });
  await start(news);
  expect(await news.gateway.readiness()).toMatchObject({
    ready: true,
    api: { last: { operation: 'login/verify', outcome: 'server-error', secondsAgo: 0 }, apiToken: 'accepted' },
  });
  for (let times = 0; times < fewestFaults; times += 1) await start(news);
  const { ready, api } = await news.gateway.readiness();
  expect([ready, api.openCircuits, api.last?.outcome]).toEqual([true, ['processes'], 'server-error']);
});

test('a token that is refused is told until it is taken', async () => {
  let isRefused = true;
  const news = site({
    '/processes/settings/sso': () => (isRefused ? error(401, 20000) : json({ settings: {} })),
    '/processes/login/verify': () => (isRefused ? error(401) : session()),
  });
  await start(news);
  expect(await news.gateway.readiness()).toMatchObject({ ready: true, api: { apiToken: 'refused' } });
  isRefused = false;
  await start(news);
  expect(await news.gateway.readiness()).toMatchObject({ api: { apiToken: 'accepted', missingRights: [] } });
});

test('a right that the token lacks is told until it is there', async () => {
  let lacks = true;
  const news = site(
    {
      '/processes/login/verify': () => session(),
      '/accessRights/4711/hasAccess': () => (lacks ? error(401) : granted()),
    },
    { accessMaxAge: 0 },
  );
  await start(news);
  const ask = () => {
    // After a failure it is not asked for 10 seconds.
    news.clock.now += 11_000;
    const cookie = [...news.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return news.gateway.hasAccess(new Request('https://news.example.org/', { headers: { cookie } }), ['plus']);
  };
  await ask();
  const missing = { apiToken: 'accepted', missingRights: ['accessRights/hasAccess'] };
  expect(await news.gateway.readiness()).toMatchObject({ ready: true, api: missing });
  // Found a short while ago, and not asked for again.
  await ask();
  expect(await news.gateway.readiness()).toMatchObject({ api: missing });
  lacks = false;
  await ask();
  expect(await news.gateway.readiness()).toMatchObject({ api: { missingRights: [] } });
});

test('an emergency is told, and makes nobody less ready', async () => {
  let isEmergency = false;
  const news = site(
    { '/processes/settings/sso': () => (isEmergency ? error(401) : json({ settings: {} })) },
    { settingsMaxAge: 0 },
  );
  await news.get('settings');
  isEmergency = true;
  await news.get('settings');
  expect(await news.gateway.readiness()).toMatchObject({ ready: true, api: { emergency: true, apiToken: 'refused' } });
  isEmergency = false;
  await news.get('settings');
  expect(await news.gateway.readiness()).toMatchObject({ api: { emergency: false, apiToken: 'accepted' } });
});
