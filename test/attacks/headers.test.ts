/** The headers of everything that is served: a walk through every route of every server. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { prerenderedPaths } from '../../demo/static/prerender.js';
import { createDemo } from '../../demo/site/create-demo.js';
import { paths } from '../../src/gateway/calls/routes.js';
import { nodeHandler, serveGateway } from '../../src/gateway/node/serve.js';
import { createSettingsHandler, createSettingsStore } from '../../src/settings-store/index.js';
import { settingsCalls } from '../../src/contract/settings-protocol.js';
import { origin, site } from '../gateway/support/harness.js';
import { lacks } from '../gateway/support/protections.js';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const isPublic = (path: string) => ['settings', 'access-keys'].includes(path);

test('every route of the gateway has the headers, whatever the method', async () => {
  const { gateway } = site({}, { sites: ['https://shop.example.org'] });
  const found = new Set<number>();
  for (const path of [...paths, 'nowhere', '', '../nowhere'])
    for (const method of methods) {
      const response = await gateway.fetch(new Request(`${origin}/sso/${path}`, { method }));
      found.add(response.status);
      expect([path, method, lacks(response, isPublic(path) && response.ok)]).toEqual([path, method, []]);
    }
  expect([...found].sort()).toEqual(expect.arrayContaining([200, 303, 403, 404, 405, 410]));
});

test('a port that fails takes no header away', async () => {
  const facts = () => {
    throw new Error('broken');
  };
  const response = await site({}, { facts }).gateway.fetch(new Request(`${origin}/sso/session`));
  expect([response.status, lacks(response)]).toEqual([500, []]);
});

test('every route of the settings form’s endpoint has the headers, whatever the method and whoever asks', async () => {
  const store = await createSettingsStore();
  for (const who of [{ who: 'ada' }, undefined]) {
    const handler = createSettingsHandler({ store, admin: () => who, capabilities: { smsProvider: true } });
    for (const path of [...Object.values(settingsCalls).map((call) => call.path), '/nowhere'])
      for (const method of methods) {
        const headers = { 'Sec-Fetch-Site': 'same-origin' };
        const asked = new Request(`https://office.publisher.test/sso-settings${path}`, { method, headers });
        expect([path, method, lacks(await handler.fetch(asked))]).toEqual([path, method, []]);
      }
  }
});

test('serveGateway has them where there is no route, and where a request cannot be made', async () => {
  const { url, stop } = await serveGateway(site().gateway, { port: 0, patience: 0 });
  for (const path of ['/', '/sso', '/sso/nowhere', '/favicon.ico', '/sso/session'])
    expect([path, lacks(await fetch(url + path))]).toEqual([path, []]);
  await stop();
  expect(nodeHandler(site().gateway)).toHaveLength(2);
});

const local = 'http://localhost:8080';
const demoPaths = [
  ...prerenderedPaths,
  ...[
    '/account/self-service',
    '/vendor/self-service',
    '/nowhere',
    '/assets/login.js',
    '/assets/nothing.js',
    '/site/site.css',
  ],
  ...['/sso/session', '/sso/settings', '/sso/nowhere', '/sso-settings', '/sso-settings/nowhere'],
  ...['/simulator/inbox', '/simulator/settings', '/simulator/nowhere', '/simulator/clock'],
];

test('every page and file of the demo has its headers', async () => {
  const readAsset = (path: string) =>
    Promise.resolve(
      /login\.js|site\.css/.test(path) ? new Response('x', { headers: { 'Content-Type': 'text/css' } }) : undefined,
    );
  const demo = await createDemo({ origins: [local], readAsset });
  const hosts = [local, 'http://evil.example:8080'];
  for (const [at, path, method] of hosts.flatMap((host) =>
    demoPaths.flatMap((path) => methods.map((each) => [host, path, each] as const)),
  )) {
    const { headers } = await demo.fetch(new Request(at + path, { method }));
    const missing = [
      ...['X-Content-Type-Options', 'Referrer-Policy', 'X-Frame-Options', 'Cross-Origin-Resource-Policy'].filter(
        (name) => !headers.has(name),
      ),
      ...[/frame-ancestors '(none|self)'/, /base-uri 'none'/, /form-action '(none|self)'/]
        .filter((directive) => !directive.test(headers.get('content-security-policy') ?? ''))
        .map(String),
    ];
    expect([at, path, method, missing]).toEqual([at, path, method, []]);
  }
});

/** Directive → its sources. */
const directivesOf = (policy: string): Map<string, string> =>
  new Map(
    policy.split(';').map((each) => [each.trim().split(' ')[0] ?? '', each.trim().split(' ').slice(1).join(' ')]),
  );

test('the demo has every directive of the policy that the pages recommend', async () => {
  const recommended = /^Content-Security-Policy: (.*)$/m.exec(readFileSync('docs/theming.md', 'utf8'))?.[1] ?? '';
  expect(recommended).toContain('frame-ancestors');
  const demo = await createDemo({ origins: [local], readAsset: () => Promise.resolve(undefined) });
  const served = directivesOf(
    (await demo.fetch(new Request(`${local}/login`))).headers.get('content-security-policy') ?? '',
  );
  for (const [name, sources] of directivesOf(recommended))
    // The demo loads several bundles, each with its own Lit.
    expect([name, served.get(name)?.replace(" 'allow-duplicates'", '')]).toEqual([name, sources]);
  expect(readFileSync('docs/security-model.md', 'utf8')).toContain(recommended);
});
