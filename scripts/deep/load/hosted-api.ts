/** A program: a hosted API that costs as little as can be, whose replies are ready before they are asked for. Tells its address by IPC. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { replies } from './answers.js';

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const others: Readonly<Record<string, Buffer>> = {
  '/processes/settings/sso': json({ settings: { tokenType: 'EMAIL', ssoOptIn: true }, ssoOptInText: 'Newsletter' }),
  '/sessions/validate': json({ customerId: '4711' }),
  '/sessions/customerData': json({ customerId: '4711', email: 'reader@example.org', firstName: 'Rita' }),
};
const session = json({ customerSession: 'session-token' });

const server = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  let text = '';
  request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  request.once('end', () => {
    const { email = '' } = text ? (JSON.parse(text) as { email?: string }) : {};
    const body = path === '/processes/login/verify' ? (replies.get(email) ?? session) : others[path];
    response.writeHead(body ? 200 : 404, { 'Content-Type': 'application/json', 'Content-Length': body?.length ?? 0 });
    response.end(body);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
process.once('disconnect', () => process.exit());
