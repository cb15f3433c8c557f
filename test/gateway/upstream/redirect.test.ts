import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createGateway, type LogEvent } from '../../../src/gateway/index.js';
import { apiToken, credentials, origin, secret } from '../support/harness.js';

const servers: { close(): unknown }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});
/** A server on loopback that keeps what it was asked. */
async function listen(status: number, location?: string): Promise<{ url: string; asked: IncomingMessage[] }> {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    response.writeHead(status, location === undefined ? {} : { Location: location }).end('{}');
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

test.each([301, 302, 303, 307, 308])(
  'nothing follows a redirect (%i) of the hosted API with the token',
  async (status) => {
    const thief = await listen(200);
    const api = await listen(status, thief.url);
    const log: LogEvent[] = [];
    const gateway = createGateway({
      apiUrl: api.url,
      apiToken,
      origins: [origin],
      secrets: [secret],
      log: (event) => log.push(event),
    });
    const response = await gateway.fetch(
      new Request(`${origin}/sso/login/start`, {
        method: 'POST',
        headers: { 'X-SSO-Request': '1', 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/json' },
        body: JSON.stringify(credentials),
      }),
    );
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([502, 'upstream-failed']);
    expect(api.asked.length).toBeGreaterThan(0);
    expect(thief.asked).toEqual([]);
    expect(log).toContainEqual(expect.objectContaining({ event: 'upstream-failure', reason: 'redirect' }));
  },
);

test('the request asks for nothing that Cloudflare’s runtime refuses to make one with', async () => {
  const modes: string[] = [];
  const gateway = createGateway({
    apiUrl: 'https://api.example.net',
    apiToken,
    origins: [origin],
    secrets: [secret],
    log: () => undefined,
    fetch: async (request) => {
      modes.push(request.redirect);
      return Response.json({});
    },
  });
  await gateway.fetch(new Request(`${origin}/sso/settings`));
  expect(modes).toEqual(['manual']);
});
