/** A program: a hosted API that answers at once. Tells its address by IPC. Whoever signs in as `step@…` has to take another step. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const paragraph =
  '<p>We tell you by e-mail about offers for <b>readers</b>, and you can <a href="https://a.example">stop</a>.</p>';
const replies: Readonly<Record<string, Buffer>> = {
  '/processes/settings/sso': json({
    settings: { tokenType: 'EMAIL', ssoOptIn: true, ssoName: 'REQUIRED' },
    ssoOptInText: paragraph.repeat(2),
    ssoTermText: paragraph.repeat(6),
  }),
  '/sessions/validate': json({ customerId: '4711' }),
  '/sessions/customerData': json({ customerId: '4711', email: 'reader@example.org', firstName: 'Rita' }),
};
const session = json({ customerSession: 's'.repeat(400) });
const step = json({ token: 't'.repeat(200), nextStep: 'TWO_FACTOR' });

const server = createServer((request, response) => {
  const [path = ''] = (request.url ?? '').split('?');
  let text = '';
  request.setEncoding('latin1').on('data', (chunk: string) => (text += chunk));
  request.once('end', () => {
    const verified = text.includes('step@') ? step : session;
    const body = path === '/processes/login/verify' ? verified : replies[path];
    response.writeHead(body ? 200 : 404, { 'Content-Type': 'application/json', 'Content-Length': body?.length ?? 0 });
    response.end(body);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
process.once('disconnect', () => process.exit());
