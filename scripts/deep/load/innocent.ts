/** A program: when it is told, a reader looks and signs in. It tells by IPC how many milliseconds the reader waited in all. */
import assert from 'node:assert/strict';
import { client, type Received } from './http.js';

const send = client(process.argv[2] ?? '', 1);
const credentials = JSON.stringify({ identifier: 'reader@example.org', password: 'secret' });

async function answered(sending: Promise<Received>): Promise<Received> {
  const received = await sending;
  assert.equal(received.status, 200, 'an innocent request is served');
  return received;
}
const signIn = () => answered(send({ method: 'POST', path: '/sso/login/start', body: credentials }));
const session = signIn().then(({ cookies }) => cookies.map((each) => each.split(';')[0]).join('; '));

async function visit(): Promise<number> {
  const headers = { Cookie: await session };
  const began = performance.now();
  await answered(send({ method: 'GET', path: '/sso/settings?language=de' }));
  await answered(send({ method: 'GET', path: '/sso/session', headers }));
  await signIn();
  return performance.now() - began;
}
process.on('message', () => void visit().then((waited) => process.send?.(waited)));
process.once('disconnect', () => process.exit());
