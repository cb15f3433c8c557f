/** All at once: an instance fails, secrets are rotated, and Redis fails over, while readers register and read. */
import { afterEach, expect, test } from 'vitest';
import { type RedisSetup, startCluster, startSentinels } from '../../../scripts/hosts/redis.js';
import { until, untilPasses } from '../../support/until.js';
import { type ProxiedSite, startProxiedSite } from '../support/behind-nginx.js';
import { known, password } from '../support/hosted-api.js';
import { signIn } from '../support/journey.js';
import type { Answer, Reader } from '../../../scripts/hosts/http-reader.js';

const cleaning: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleaning.splice(0).reverse()) await clean();
});

const [old, next] = ['the first sealing secret of random characters', 'the second sealing secret of random ones'];
const email = 'new@example.org';

/** A reader who looks at page after page; returns what was answered until it is told to stop. */
function readOn(reader: Reader): { answers: Answer[]; stop(): Promise<void> } {
  const answers: Answer[] = [];
  const over = new AbortController();
  const reading = (async () => {
    while (!over.signal.aborted)
      answers.push(await reader.get('/sso/session'), await reader.get('/sso/settings?language=de'));
  })();
  return {
    answers,
    stop: async () => {
      over.abort();
      await reading;
    },
  };
}

/** Both phases of docs/cookies.md, instance after instance. */
async function rotate({ instances, restart }: ProxiedSite): Promise<void> {
  for (const secrets of [`${old},${next}`, `${next},${old}`])
    for (const index of instances.keys()) {
      await instances[index]!.terminate();
      await restart(index, { SSO_SECRETS: secrets });
    }
}

const setUps: [string, () => Promise<RedisSetup>][] = [
  ['Sentinels', startSentinels],
  ['a Cluster', startCluster],
];

test.each(setUps)('%s: no reader notices', async (_name, starting) => {
  const redis = await starting();
  cleaning.push(redis.stop);
  const site = await startProxiedSite('the command', {}, { SSO_REDIS_URL: redis.address, SSO_SECRETS: old });
  cleaning.push(site.stop);
  const reader = site.reader();
  await signIn(reader, known);
  const reading = readOn(reader);
  cleaning.push(reading.stop);

  const newcomer = site.reader();
  const started = await newcomer.post('/sso/registration/start', { email, password });
  expect(started.body).toMatchObject({ kind: 'step', step: 'verify' });
  await redis.settled();
  site.instances[0]!.kill();
  await redis.killFirst();
  await site.restart(0);
  await rotate(site);
  const { code } = site.api.simulator.inbox.findLast(({ to }) => to === email)!;
  const verified = await newcomer.post('/sso/registration/verify', { flow: started.body['flow'], code });
  expect(verified).toMatchObject({ status: 200, body: { kind: 'session', customer: { email } } });
  expect(await newcomer.get('/sso/session')).toMatchObject({ status: 200, body: { kind: 'session' } });

  const wanted = reading.answers.length + 10;
  await until(() => reading.answers.length >= wanted);
  await reading.stop();
  expect(reading.answers.filter(({ status }) => status !== 200)).toEqual([]);
  const kinds = new Set(reading.answers.map(({ body }) => body['kind'] ?? body['availability']));
  expect([...kinds].sort()).toEqual(['available', 'session']);

  // By Redis alone an instance knows of a sign-out at the other: nginx asks both in turn.
  const copy = site.reader();
  for (const [name, value] of newcomer.cookies) copy.cookies.set(name, value);
  await newcomer.delete('/sso/session');
  await untilPasses(async () => {
    for (let count = 0; count < 4; count += 1)
      expect((await copy.get('/sso/session')).body).toEqual({ kind: 'signedOut' });
  });
});
