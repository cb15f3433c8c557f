/**
 * A program: a hosted API that needs 5 ms to say that nobody has an account, and 80 ms where somebody has: to check a password, to send a mail, to look
 * at a code. Tells its address by IPC.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Reply = readonly [milliseconds: number, status: number, body: object];
const known = 80;
const unknown = 5;
const code = '424242';

/** What is replied where somebody has an account, and where nobody has. */
const replies: Readonly<Record<string, readonly [Reply, Reply]>> = {
  '/processes/login/verify': [
    [known, 403, { errorCode: 20005 }],
    [unknown, 404, { errorCode: 20015 }],
  ],
  '/processes/passwordForgotten/sendToken': [
    [known, 200, { token: 't'.repeat(60), nextStep: 'VERIFY_TOKEN', verificationToken: code }],
    [unknown, 404, { errorCode: 20015 }],
  ],
  '/processes/passwordForgotten/verifyToken': [
    [known, 406, { errorCode: 20044 }],
    [unknown, 404, { errorCode: 20040 }],
  ],
};
const settings: Reply = [0, 200, { settings: { tokenType: 'EMAIL' } }];

let tokens = 0;
const server = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  let text = '';
  request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  request.once('end', () => {
    const [forKnown, forUnknown] = replies[path] ?? [settings, settings];
    const [milliseconds, status, reply] = text.includes('"unknown-') ? forUnknown : forKnown;
    // Every code has a token of its own.
    const body = JSON.stringify('token' in reply ? { ...reply, token: `${(tokens += 1)}`.padStart(60, 't') } : reply);
    const answer = () => {
      response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) });
      response.end(body);
    };
    if (milliseconds > 0) setTimeout(answer, milliseconds);
    else answer();
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
process.once('disconnect', () => process.exit());
