/** Readers who leave while the gateway works for them: in Cloudflare's runtime their request's promises end with them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hold, type HostedApi, known, password } from '../support/hosted-api.js';
import { signIn } from '../support/journey.js';
import type { Reader } from '../../../scripts/hosts/http-reader.js';
import { startWorkerSite, type WorkerSite } from '../support/worker.js';
import { until } from '../../support/until.js';

/** Of a recipe without `waitUntil`, which keeps a request alive: not every publisher has it. */
const bare = { '    context.waitUntil(response);\n': '' };
/** A clock that a test puts ahead, by as many milliseconds as a header says. */
const ahead = {
  'let gateway: Gateway | undefined;': 'let gateway: Gateway | undefined;\nlet ahead = 0;',
  'gateway ??= createGateway({':
    "ahead = Number(request.headers.get('x-ahead') ?? 0);\n    gateway ??= createGateway({ now: () => Date.now() + ahead,",
};

/** Sends a request, and leaves when the hosted API has been asked. Resolves once the runtime has ended the request to it, or has not. */
async function leave(api: HostedApi, path: string, send: () => ReturnType<Reader['send']>): Promise<void> {
  const left = hold();
  const { reply } = hold();
  api.reply = (asked, { gone }) => {
    if (asked !== path) return undefined;
    api.reply = () => undefined;
    gone.addEventListener('abort', left.release);
    request.socket?.resetAndDestroy();
    return reply();
  };
  const { request, answered } = send();
  await expect(answered).rejects.toThrow();
  await left.reply();
}

describe.each(['2026-11-17', '2023-03-01'])('a worker of %s', (compatibilityDate) => {
  let site: WorkerSite;
  beforeEach(async () => {
    site = await startWorkerSite(compatibilityDate, { ...bare, ...ahead });
  });
  afterEach(() => site.stop());

  test('who comes beside and after a reader who left gets the settings', async () => {
    const { api } = site;
    const answers: Promise<unknown>[] = [];
    await leave(api, '/processes/settings/sso', () => {
      const sent = site.reader().send('GET', '/sso/settings');
      answers.push(...[1, 2, 3].map(() => site.reader().get('/sso/settings')));
      return sent;
    });
    for (const answer of await Promise.all(answers)) expect(answer).toMatchObject({ status: 200 });
    expect(await site.reader().get('/sso/settings')).toMatchObject({ status: 200 });
  });

  test('a session whose reader left one page while it was validated is known on the others', async () => {
    const { api } = site;
    const reader = site.reader();
    await signIn(reader, known);
    const later = { 'X-Ahead': String(6 * 60_000) };
    const beside: Promise<unknown>[] = [];
    await leave(api, '/sessions/validate', () => {
      const sent = reader.send('GET', '/sso/session', undefined, later);
      beside.push(reader.get('/sso/session', later));
      return sent;
    });
    for (const answer of [...(await Promise.all(beside)), await reader.get('/sso/session', later)])
      expect(answer).toMatchObject({ status: 200, body: { kind: 'session' } });
  });
});

test('requests at the same time with nothing cached are all answered', async () => {
  const site = await startWorkerSite('2026-11-17');
  const answers = await Promise.all([...Array(20).keys()].map(() => site.reader().get('/sso/settings')));
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
  await site.stop();
});

test('by the recipe, what has begun at the hosted API goes on where the reader leaves', async () => {
  const site = await startWorkerSite('2026-11-17');
  const { api } = site;
  const { reply, release } = hold();
  api.reply = (path) => {
    if (path !== '/processes/login/verify') return undefined;
    request.socket?.resetAndDestroy();
    return reply();
  };
  const { request, answered } = site.reader().send('POST', '/sso/login/start', { identifier: known, password });
  await expect(answered).rejects.toThrow();
  release();
  await until(() => api.asked.some(({ path }) => path === '/sessions/customerData'));
  await site.stop();
});
