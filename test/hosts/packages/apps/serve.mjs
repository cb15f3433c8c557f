// The publisher's one server: the built apps, the gateway at `/sso`, the simulator behind it, and its inbox. Prints its address.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, resolve, sep } from 'node:path';
import { createGateway } from 'sso-elements-server/gateway';
import { maxHeaderSize, nodeHandler } from 'sso-elements-server/gateway/node';
import { createSimulator } from 'sso-elements-server/simulator';

const apiToken = crypto.randomUUID();
// Everyone who signs in here has registered before, and is still signed in there.
const simulator = createSimulator({ apiToken, settings: { settings: { tokenType: 'EMAIL', maxSessions: 2 } } });
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' };
const folder = resolve('built');

async function sendFile(path, response) {
  const file = resolve(folder, `.${path.endsWith('/') ? `${path}index.html` : path}`);
  const body = file.startsWith(folder + sep) ? await readFile(file).catch(() => undefined) : undefined;
  response.writeHead(body ? 200 : 404, { 'content-type': types[extname(file)] ?? 'text/plain' }).end(body);
}

let gateway;
const server = createServer({ maxHeaderSize }, (request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  if (pathname.startsWith('/sso/')) gateway(request, response);
  else if (pathname === '/inbox') response.end(JSON.stringify(simulator.inbox));
  else void sendFile(pathname, response);
});
server.listen(0, '127.0.0.1', () => {
  const origin = `http://localhost:${server.address().port}`;
  gateway = nodeHandler(
    createGateway({
      apiUrl: 'https://simulator.invalid/api/v3.0',
      apiToken,
      fetch: (request) => simulator.fetch(request),
      origins: [origin],
      secrets: [crypto.randomUUID() + crypto.randomUUID()],
    }),
  );
  console.log(origin);
});
