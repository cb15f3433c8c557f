/** SIGTERM under load: nobody's request fails, and the process is soon gone. */
import { Agent } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { type ProxiedSite, startProxiedSite } from '../support/behind-nginx.js';
import { hold, known, password } from '../support/hosted-api.js';
import { kinds, origins, unlimited } from '../support/instances.js';
import { type Answer, Reader } from '../../../scripts/hosts/http-reader.js';
import { until } from '../../support/until.js';

const credentials = { identifier: known, password };
const verify = '/processes/login/verify';
/** Milliseconds. A container is given 10,000. */
const soon = 5000;

let site: ProxiedSite | undefined;
afterEach(() => site?.stop());

describe.each(kinds)('%s', (kind) => {
  test('a request that runs is finished, persistent connections are told to close, and it is gone', async () => {
    site = await startProxiedSite(kind);
    const [{ port, terminate }] = site.instances as [ProxiedSite['instances'][0]];
    const direct = (agent: Agent): Reader =>
      new Reader({ address: `http://127.0.0.1:${port}`, origin: origins[0], agent });
    const persistent = (): Agent => new Agent({ keepAlive: true, maxSockets: 1 });
    const [busy, other] = [direct(persistent()), direct(persistent())];
    await other.get('/sso/session');
    const { reply, release } = hold();
    const { api } = site;
    api.reply = (path) => (path === verify ? reply() : undefined);
    const running = busy.post('/sso/login/start', credentials);
    await until(() => api.asked.some(({ path }) => path === verify));
    const gone = terminate();
    let last: Answer;
    do last = await other.get('/sso/session');
    while (last.headers.connection !== 'close');
    expect(last.status).toBe(200);
    // Those who connect before it has taken all that wait are still answered.
    await expect.poll(() => direct(persistent()).get('/sso/session').catch(String)).toContain('ECONNREFUSED');
    release();
    expect(await running).toMatchObject({ status: 200, headers: { connection: 'close' } });
    const { code, took } = await gone;
    expect(code).toBe(0);
    expect(took).toBeLessThan(soon);
  });

  test('two instances are restarted one after the other, and no request fails', async () => {
    site = await startProxiedSite(kind, {}, unlimited);
    const { instances, reader, restart } = site;
    const answers: Answer[] = [];
    let isOver = false;
    const readers = Array.from({ length: 8 }, async () => {
      const one = reader();
      while (!isOver) answers.push(await one.post('/sso/login/start', credentials));
    });
    const more = (): Promise<boolean> => {
      const wanted = answers.length + 40;
      return until(() => answers.length >= wanted);
    };
    const stops: Awaited<ReturnType<(typeof instances)[0]['terminate']>>[] = [];
    try {
      for (const index of instances.keys()) {
        await more();
        stops.push(await instances[index]!.terminate());
        await more();
        await restart(index);
      }
      await more();
    } finally {
      isOver = true;
    }
    await Promise.all(readers);
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    expect(stops.map(({ code }) => code)).toEqual([0, 0]);
    for (const { took } of stops) expect(took).toBeLessThan(soon);
  });
});
