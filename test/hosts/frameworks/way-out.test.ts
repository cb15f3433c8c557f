/** The gateway behind a proxy on the way to the hosted API. */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, request as send } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startChild } from '../../../scripts/run/child.js';
import { installFrameworks } from '../../../scripts/hosts/frameworks.js';
import { freePort } from '../../../scripts/hosts/free-port.js';
import { nodeOf } from '../../../scripts/run/nodes.js';
import { plainEnvironment } from '../../../scripts/run/plain-environment.js';
import { apiToken, startHostedApi } from '../support/hosted-api.js';
import { origins } from '../support/instances.js';
import { Reader } from '../../../scripts/hosts/http-reader.js';
import { bundleRecipe, recipe } from '../support/recipes.js';

/** A forward proxy on loopback; it keeps the hosts that it was asked to reach. */
async function startProxy(): Promise<{ url: string; reached: string[]; stop(): void }> {
  const reached: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const { host } = new URL(incoming.url ?? '');
    reached.push(host);
    const { method, headers } = incoming;
    const passed = send(new URL(incoming.url ?? ''), { method, headers }, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing);
    });
    incoming.pipe(passed);
  });
  server.on('connect', ({ url = '' }, socket) => {
    reached.push(url);
    const { hostname, port } = new URL(`http://${url}`);
    const there = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      there.pipe(socket).pipe(there);
    });
    for (const end of [there, socket]) end.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, reached, stop };
}

/** Starts a gateway with the proxy in its environment, and asks for the settings. Resolves with the hosts that the proxy was asked for. */
async function reachedBy(node: string, file: string, until: RegExp, more: Record<string, string>): Promise<string[]> {
  const api = await startHostedApi();
  const proxy = await startProxy();
  const port = await freePort();
  const { NO_PROXY: _no, no_proxy: _lower, ...own } = plainEnvironment();
  const env = {
    ...own,
    ...more,
    HTTP_PROXY: proxy.url,
    SSO_API_URL: api.url,
    SSO_API_TOKEN: apiToken,
    SSO_ORIGINS: origins.join(),
    SSO_SECRETS: 'a sealing secret of more than 32 characters',
    PORT: String(port),
  };
  const command = await startChild(node, [file], until, { env });
  const reader = new Reader({ address: `http://127.0.0.1:${port}`, origin: origins[0] });
  expect((await reader.get('/sso/settings')).status).toBe(200);
  await command.stop();
  proxy.stop();
  await api.stop();
  return proxy.reached.map((host) => (host === new URL(api.url).host ? 'the hosted API' : host));
}

test.each(['20', '22', '24'])('the command uses the proxy of the environment on Node %s', async (line) => {
  const reached = await reachedBy(nodeOf(line), 'dist/server/gateway/cli.js', /(Gateway at )/, {});
  expect(reached).toEqual(['the hosted API']);
});

test('the proxy of the environment in a server of your own, with the fetch of the recipe', async () => {
  const { folder } = installFrameworks();
  const code = `
import { serveGateway } from 'sso-elements-server/gateway/node';
${recipe('Connections on Node')}
const { SSO_API_URL: apiUrl, SSO_API_TOKEN: apiToken, SSO_ORIGINS, SSO_SECRETS, PORT } = process.env;
const options = { apiUrl, apiToken, origins: SSO_ORIGINS.split(','), secrets: [SSO_SECRETS] };
console.log('At', (await serveGateway(pooled(options), { port: Number(PORT) })).url);
`;
  const file = join(folder, 'through-proxy.js');
  writeFileSync(file, await bundleRecipe(code, 'node', ['undici', 'rate-limiter-flexible']));
  expect(await reachedBy(process.execPath, file, /(At )/, {})).toEqual(['the hosted API']);
});
