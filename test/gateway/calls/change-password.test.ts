import { expect, onTestFinished, test } from 'vitest';
import { changePassword } from '../../../src/gateway/index.js';
import { serveGateway } from '../../../src/gateway/node/serve.js';
import { origin, type Site, site } from '../support/harness.js';
import { lacks } from '../support/protections.js';

const path = '/.well-known/change-password';
const ask = ({ gateway }: Pick<Site, 'gateway'>, to: string, method = 'GET') =>
  gateway.fetch(new Request(origin + to, { method }));

test.each(['/password', '/password?next=%2F#form', 'https://accounts.example.org/password'])(
  'password managers are led to the page %s',
  async (page) => {
    const news = site({}, { changePasswordPage: page });
    for (const method of ['GET', 'HEAD']) {
      const response = await ask(news, path, method);
      expect(response.status).toBe(302);
      expect(response.headers.get('Location')).toBe(page);
      expect(response.headers.get('Cache-Control')).toBe('no-store');
      expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(await response.text()).toBe('');
    }
    expect((await ask(news, path, 'POST')).status).toBe(404);
  },
);

test('what is not there stays not found, or nobody would trust the redirect', async () => {
  for (const options of [{}, { changePasswordPage: '/password' }, { changePasswordPage: '/password', basePath: '/' }])
    for (const to of [
      '/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200',
      `${path}/more`,
      '/.well-known',
    ])
      expect((await ask(site({}, options), to)).status).toBe(404);
});

test.each(['/.well-known/change%2Dpassword', '/%2Ewell-known/change-password', '/.well-known%2fchange-password'])(
  'the address in another spelling, %s, is not found',
  async (spelt) => {
    const news = site({}, { changePasswordPage: '/password' });
    for (const method of ['GET', 'HEAD']) expect((await ask(news, spelt, method)).status).toBe(404);
    expect((await ask(news, `${path}/`)).status).toBe(302);
  },
);

test('without a page the address is not found', async () => {
  expect((await ask(site(), path)).status).toBe(404);
});

test('the gateway’s own server answers it', async () => {
  const { url, stop } = await serveGateway(site({}, { changePasswordPage: '/password' }).gateway, { port: 0 });
  onTestFinished(stop);
  const response = await fetch(url + path, { redirect: 'manual' });
  expect([response.status, response.headers.get('Location')]).toEqual([302, '/password']);
});

test('any other server can, with the headers of the gateway’s answers', async () => {
  const response = changePassword('/password')();
  expect([response.status, response.headers.get('Location')]).toEqual([302, '/password']);
  expect(lacks(response)).toEqual([]);
});

test.each([
  'password',
  '//evil.example',
  '/\\evil.example',
  '/a b',
  'http://accounts.example.org/',
  'javascript:alert(1)',
  7,
])('the page %s is refused at the start', (changePasswordPage) => {
  expect(() => site({}, { changePasswordPage: changePasswordPage as string })).toThrow('changePasswordPage: must be');
});
