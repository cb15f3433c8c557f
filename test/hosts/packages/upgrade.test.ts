/** An upgrade and the way back, as docs/deployment.md tells them: releases side by side, a link to one of them, instances restarted in turn. */
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, inject, test } from 'vitest';
import { freePort } from '../../../scripts/hosts/free-port.js';
import { startNginx } from '../../../scripts/hosts/nginx.js';
import { install } from '../../../scripts/hosts/packages/workshop.js';
import { runToEnd } from '../../../scripts/hosts/packages/tools.js';
import { certificate } from '../../../scripts/hosts/tls.js';
import { type Child, startChild } from '../../../scripts/run/child.js';
import { plainEnvironment } from '../../../scripts/run/plain-environment.js';
import { start } from '../../../scripts/run/start.js';
import { untilPasses } from '../../support/until.js';
import { apiToken, known, password, startHostedApi } from '../support/hosted-api.js';
import { origins } from '../support/instances.js';
import { signIn } from '../support/journey.js';
import { nginxSite } from '../../../scripts/hosts/nginx-site.js';
import { type Answer, Reader } from '../../../scripts/hosts/http-reader.js';

const workshop = inject('workshop');
const root = join(workshop.folder, 'opt');
const current = join(root, 'current');
const cli = 'node_modules/sso-elements-server/dist/gateway/cli.js';
const cleaning: (() => unknown)[] = [];
afterAll(async () => {
  for (const clean of cleaning.reverse()) await clean();
  rmSync(root, { recursive: true, force: true });
});

/** Replaces the link at once: there is no moment without one. */
function use(release: string): void {
  symlinkSync(join(root, 'releases', release), `${current}.next`);
  renameSync(`${current}.next`, current);
}

/** There is one version so far: the next one is the same under another name. */
async function installReleases(): Promise<void> {
  mkdirSync(join(root, 'releases'), { recursive: true });
  for (const release of ['this', 'next']) {
    await install({ ...workshop, folder: join(root, 'releases') }, release, ['sso-elements-server']);
    if (release === 'this') continue;
    const manifest = join(root, 'releases', release, 'node_modules/sso-elements-server/package.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(/"version": "[^"]*"/, '"version": "99.0.0"'));
  }
}

test('readers notice neither an upgrade nor the way back', async () => {
  await installReleases();
  use('this');
  const api = await startHostedApi();
  cleaning.push(() => api.stop());
  const [first, second, front, plain] = [await freePort(), await freePort(), await freePort(), await freePort()];
  const env = {
    ...plainEnvironment(),
    SSO_API_URL: api.url,
    SSO_API_TOKEN: apiToken,
    SSO_ORIGINS: origins[0],
    SSO_SECRETS: 'a sealing secret of more than 32 characters',
    SSO_TRUSTED_PROXIES: '1',
    SSO_LIMIT_MODE: 'off',
  };
  /** As the unit starts an instance, and as the docs say when the other one may be restarted. */
  const run = async (port: number): Promise<Child> => {
    const metricsPort = await freePort();
    const own = { ...env, PORT: String(port), SSO_METRICS_PORT: String(metricsPort) };
    const child = await startChild(workshop.tools.node, [join(current, cli)], /Gateway at (http:\/\/\S+)/, {
      env: own,
    });
    await untilPasses(async () => expect((await fetch(`http://127.0.0.1:${metricsPort}/readyz`)).status).toBe(200));
    return child;
  };
  const instances = [await run(first), await run(second)];
  cleaning.push(() => Promise.all(instances.map(({ stop }) => stop())));
  const { key, cert } = await certificate();
  writeFileSync(join(root, 'key.pem'), key);
  writeFileSync(join(root, 'cert.pem'), cert);
  const site = nginxSite({ first, second, front, plain, folder: root });
  const nginx = await start('nginx', () => startNginx(site, front));
  cleaning.push(() => nginx.stop());
  const reader = (): Reader => new Reader({ address: `https://127.0.0.1:${front}`, origin: origins[0] });

  const one = reader();
  await signIn(one, known);
  const answers: Answer[] = [];
  const over = new AbortController();
  const reading = (async () => {
    while (!over.signal.aborted)
      answers.push(await one.get('/sso/session'), await one.get('/sso/settings?language=de'));
  })();

  /** The command of docs/deployment.md, with the release that is to run. */
  async function check(release: string): Promise<void> {
    const names = { SSO_API_TOKEN: join(root, 'api-token'), SSO_SECRETS: join(root, 'secrets') };
    for (const [name, path] of Object.entries(names))
      writeFileSync(path, env[name as keyof typeof names], { mode: 0o600 });
    writeFileSync(
      join(root, 'gateway.env'),
      `SSO_API_URL=${api.url}\nSSO_ORIGINS=${origins[0]}\nSSO_TRUSTED_PROXIES=1\n`,
    );
    const own = { ...plainEnvironment(), SSO_API_TOKEN_FILE: names.SSO_API_TOKEN, SSO_SECRETS_FILE: names.SSO_SECRETS };
    const args = [`--env-file=${join(root, 'gateway.env')}`, join(root, 'releases', release, cli), '--check'];
    expect(await runToEnd(workshop.tools.node, args, { cwd: root, env: own })).toContain('settings are right');
  }

  /** Each registration begins before and ends after. */
  async function change(release: string, email: string): Promise<void> {
    const newcomer = reader();
    const begun = await newcomer.post('/sso/registration/start', { email, password });
    await check(release);
    use(release);
    for (const [index, port] of [first, second].entries()) {
      const before = answers.length;
      await untilPasses(() => expect(answers.length).toBeGreaterThan(before + 4));
      await instances[index]!.stop();
      instances[index] = await run(port);
    }
    const { code } = api.simulator.inbox.findLast(({ to }) => to === email)!;
    const ended = await newcomer.post('/sso/registration/verify', { flow: begun.body['flow'], code });
    expect(ended).toMatchObject({ status: 200, body: { kind: 'session', customer: { email } } });
  }
  const version = (): Promise<string> =>
    runToEnd(workshop.tools.node, [join(current, cli), '--version'], { cwd: root, env });
  await change('next', 'upgraded@example.org');
  expect((await version()).trim()).toBe('99.0.0');
  await change('this', 'back@example.org');
  expect((await version()).trim()).not.toBe('99.0.0');
  over.abort();
  await reading;
  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
});
