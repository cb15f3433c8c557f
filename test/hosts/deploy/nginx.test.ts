/** What of `deploy/nginx` the tests of the gateway behind nginx do not look at: files, log, redirect. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../../scripts/hosts/free-port.js';
import { type Nginx, startNginx } from '../../../scripts/hosts/nginx.js';
import { certificate } from '../../../scripts/hosts/tls.js';
import { start } from '../../../scripts/run/start.js';
import { untilPasses } from '../../support/until.js';
import { type HostedApi, known, password, startHostedApi } from '../support/hosted-api.js';
import { type Instance, origins, startInstance } from '../support/instances.js';
import { nginxSite } from '../../../scripts/hosts/nginx-site.js';
import { Reader } from '../../../scripts/hosts/http-reader.js';

import { expectFilesAsDocumented } from './support/files.js';

let api: HostedApi, nginx: Nginx, instance: Instance, front: number, plain: number;
const folder = mkdtempSync(join(tmpdir(), 'sso-nginx-site-'));
const reader = (): Reader => new Reader({ address: `https://127.0.0.1:${front}`, origin: origins[0] });

beforeAll(async () => {
  api = await startHostedApi();
  const port = await freePort();
  [front, plain] = [await freePort(), await freePort()];
  instance = await startInstance('the command', api.url, port, { SSO_CHANGE_PASSWORD_PAGE: '/password' });
  const { key, cert } = await certificate();
  writeFileSync(join(folder, 'key.pem'), key);
  writeFileSync(join(folder, 'cert.pem'), cert);
  const files = { '/var/www/sso-elements/': `${resolve('dist/browser')}/` };
  const config = nginxSite({ first: port, second: port, front, plain, folder, changes: files });
  // As Debian's nginx.conf has it.
  nginx = await start('nginx', () => startNginx(`include /etc/nginx/mime.types;\n${config}`, front));
});
afterAll(async () => {
  await Promise.all([nginx.stop(), instance.stop()]);
  await api.stop();
  rmSync(folder, { recursive: true });
});

test('files are served, cached and compressed as the docs say', () => expectFilesAsDocumented(reader(), 'gzip'));

test('the log has paths, and nothing of a query, a header or a body', async () => {
  const one = reader();
  await one.post('/sso/login/start', { identifier: known, password });
  const referrer = { Referer: 'https://www.example.com/?code=SECRET-IN-A-REFERRER' };
  await one.get('/sso/link/register?token=SECRET-IN-A-LINK&code=123456', referrer);
  const read = (): string => readFileSync(join(folder, 'sso-elements.log'), 'utf8');
  await untilPasses(() => expect(read()).toContain('"GET /sso/link/register HTTP/1.1"'));
  const log = read();
  expect(log).toContain('"POST /sso/login/start HTTP/1.1" 200');
  for (const secret of ['SECRET', '123456', '__Host-', known, password]) expect(log).not.toContain(secret);
});

test('plain HTTP is sent on to TLS', async () => {
  const answer = await new Reader({ address: `http://127.0.0.1:${plain}`, origin: origins[0] }).get('/sso/session');
  expect(answer).toMatchObject({ status: 301, headers: { location: 'https://www.example.com/sso/session' } });
});

test('password managers are led to the page', async () => {
  const answer = await reader().get('/.well-known/change-password');
  expect(answer).toMatchObject({ status: 302, headers: { location: '/password' } });
  expect((await reader().get('/.well-known/resource-that-should-not-exist')).status).toBe(404);
});

test('where the gateway is away, no log has a query, a header or a body', async () => {
  await instance.stop();
  const one = reader();
  const referrer = { Referer: 'https://www.example.com/?code=SECRET-IN-A-REFERRER' };
  expect((await one.get('/sso/link/unlock?token=SECRET-IN-A-LINK&code=SECRET-CODE', referrer)).status).toBe(502);
  expect((await one.post('/sso/login/start', { identifier: known, password })).status).toBe(502);
  const access = (): string => readFileSync(join(folder, 'sso-elements.log'), 'utf8');
  await untilPasses(() => expect(access()).toContain('"POST /sso/login/start HTTP/1.1" 502'));
  const errors = (): string => readFileSync(join(folder, 'sso-elements-errors.log'), 'utf8');
  // Errors are written before a request's line.
  const log = [access(), nginx.errors(), errors()].join('');
  expect(log).toContain('"GET /sso/link/unlock HTTP/1.1" 502');
  expect(['SECRET', '__Host-', known, password].filter((text) => log.includes(text))).toEqual([]);
});
