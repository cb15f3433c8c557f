/** Two instances of the command count strangers together in Redis, and each goes on by itself when Redis dies. */
import { afterEach, expect, test } from 'vitest';
import { startOneServer } from '../../../scripts/hosts/redis.js';
import { startProxiedSite } from '../support/behind-nginx.js';
import { known } from '../support/hosted-api.js';
import { signIn } from '../support/journey.js';

const cleaning: (() => unknown)[] = [];
afterEach(async () => {
  for (const clean of cleaning.splice(0).reverse()) await clean();
});

/** Mails to a recipient before the first pause: five, and the one that begins it. */
const mails = 6;

test('two instances count together, and go on counting when Redis dies', async () => {
  const redis = await startOneServer();
  cleaning.push(redis.stop);
  // Without slots: whoever waits for an answer waits out a pause, too.
  const site = await startProxiedSite('the command', {}, { SSO_REDIS_URL: redis.address, SSO_ANSWER_SLOT: '0' });
  cleaning.push(site.stop);
  async function ask(times: number): Promise<unknown[]> {
    const said: unknown[] = [];
    for (let count = 0; count < times; count += 1) {
      const { body } = await site.reader().post('/sso/password-forgotten/start', { identifier: known });
      said.push(body['code'] ?? body['kind']);
    }
    return said;
  }

  // nginx asks both in turn: by itself, none of them would have counted so many.
  const together = await ask(mails + 2);
  expect(together.slice(0, mails)).toEqual(Array.from({ length: mails }, () => 'step'));
  expect(together.slice(mails)).toContain('rate-limited');

  await redis.kill();
  // Each in its own memory, from the first on.
  const alone = await ask(2 * mails + 4);
  expect(alone[0]).toBe('step');
  expect(alone).toContain('rate-limited');
  await signIn(site.reader(), known);
});
