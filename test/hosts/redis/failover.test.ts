/** Redis that fails over while two instances of the gateway share it, and while a store of its own is asked. */
import { afterEach, describe, expect, test } from 'vitest';
import { type RedisSetup, startCluster, startSentinels } from '../../../scripts/hosts/redis.js';
import { redisStore } from '../../../src/gateway/redis/index.js';
import { untilPasses } from '../../support/until.js';
import { type ProxiedSite, startProxiedSite } from '../support/behind-nginx.js';
import { password } from '../support/hosted-api.js';

const cleaning: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleaning.splice(0).reverse()) await clean();
});

async function setUp(starting: () => Promise<RedisSetup>): Promise<RedisSetup> {
  const redis = await starting();
  cleaning.push(redis.stop);
  return redis;
}
async function sharing(redis: RedisSetup): Promise<ProxiedSite> {
  const site = await startProxiedSite('the command', {}, { SSO_REDIS_URL: redis.address });
  cleaning.push(site.stop);
  return site;
}

/** In a Cluster, keys lie on different servers: of many, some lie on the one that fails. */
const keys = Array.from({ length: 30 }, (_, at) => `key-${at}`);

/** Waits until another server has taken over. */
async function untilWritable({ address }: RedisSetup): Promise<void> {
  const store = redisStore(address);
  cleaning.push(store.close);
  await untilPasses(async () => {
    for (const key of keys) await store.set(key, key, 600);
  });
}

describe.each([
  ['Sentinels', startSentinels],
  ['a Cluster', startCluster],
])('%s', (_name, starting) => {
  test('what was set is there after the first server has failed, and more can be set', async () => {
    const redis = await setUp(starting);
    const store = redisStore(redis.address);
    cleaning.push(store.close);
    await untilPasses(async () => {
      for (const key of keys) await store.set(key, key, 600);
    });
    // A replica is told a moment later.
    await redis.settled();
    await redis.killFirst();
    await untilPasses(async () => {
      for (const key of keys) expect(await store.get(key)).toBe(key);
      for (const key of keys) await store.set(key, `${key} again`, 600);
    });
    expect(await store.get('key-7')).toBe('key-7 again');
  });

  test('a registration goes on while Redis fails over, and after it a sign-out counts at both instances', async () => {
    const redis = await setUp(starting);
    const site = await sharing(redis);
    const reader = site.reader();
    const email = 'new@example.org';
    const started = await reader.post('/sso/registration/start', { email, password });
    expect(started.status).toBe(200);
    // A replica that has never had it all does not take over.
    await redis.settled();
    await redis.killFirst();
    const { code } = site.api.simulator.inbox.findLast(({ to }) => to === email)!;
    const verified = await reader.post('/sso/registration/verify', { flow: started.body['flow'], code });
    expect(verified).toMatchObject({ status: 200, body: { kind: 'session' } });
    expect(await reader.get('/sso/session')).toMatchObject({ status: 200, body: { kind: 'session' } });
    await untilWritable(redis);
    // By Redis alone an instance knows of a sign-out at the other: nginx asks both in turn.
    const copy = site.reader();
    for (const [name, value] of reader.cookies) copy.cookies.set(name, value);
    await reader.delete('/sso/session');
    for (let count = 0; count < 4; count += 1)
      expect((await copy.get('/sso/session')).body).toEqual({ kind: 'signedOut' });
  });
});
