/** A program: readers, over connections that stay open. It is told by IPC what they do and for how long, and tells how often they did it. */
import assert from 'node:assert/strict';
import { type Answer, open, requestOf } from './connection.js';

const origin = process.argv[2] ?? '';
const connections = 10;

const headers = {
  Host: new URL(origin).host,
  // As the operator's proxy names the sender.
  'X-Forwarded-For': '203.0.113.7',
  'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
};
const fetched = { ...headers, 'Sec-Fetch-Site': 'same-origin', 'X-SSO-Request': '1' };
const posted = { ...fetched, Origin: origin, 'Content-Type': 'application/json' };
const settings = requestOf('GET', '/sso/settings?language=de', headers);
const credentials = (identifier: string): string => JSON.stringify({ identifier, password: 'secret', language: 'de' });
const start = requestOf('POST', '/sso/login/start', posted, credentials('reader@example.org'));
const startOfStep = requestOf('POST', '/sso/login/start', posted, credentials('step@example.org'));
const sessionOf = (cookie: string): Buffer => requestOf('GET', '/sso/session', { ...fetched, Cookie: cookie });

const cookieOf = ({ head }: Answer): string =>
  Array.from(head.matchAll(/\r\nset-cookie: ([^;\r]+)/gi), ([, pair]) => pair).join('; ');

type Send = (request: Buffer) => Promise<Answer>;
async function answered(sending: Promise<Answer>): Promise<Answer> {
  const answer = await sending;
  assert.match(answer.head, /^HTTP\/1\.1 200 /);
  return answer;
}

/** What a reader does, once. */
const deeds = {
  settings: (send: Send) => answered(send(settings)),
  start: (send: Send) => answered(send(start)),
  step: (send: Send) => answered(send(startOfStep)),
  session: (send: Send, cookie: string) => answered(send(sessionOf(cookie))),
  /** The settings, the start, and who is signed in. */
  'sign-in': async (send: Send) => {
    await answered(send(settings));
    const cookie = cookieOf(await answered(send(start)));
    return answered(send(sessionOf(cookie)));
  },
} as const satisfies Record<string, (send: Send, cookie: string) => Promise<Answer>>;
export type Deed = keyof typeof deeds;

/** What to do at which port, how often or for how many milliseconds. `cookie`: of the session that is looked at. */
export interface Order {
  deed: Deed;
  port: number;
  cookie: string;
  times?: number;
  milliseconds?: number;
}
/** What came of it. `cookie` and `body`: of the last answer. */
export interface Done {
  times: number;
  milliseconds: number;
  cookie: string;
  head: string;
  body: string;
}

async function carryOut({ deed, port, cookie, times = Infinity, milliseconds = Infinity }: Order): Promise<Done> {
  const opened = await Promise.all(Array.from({ length: Math.min(connections, times) }, () => open(port)));
  let begun = 0;
  let last: Answer | undefined;
  const began = performance.now();
  const isOver = () => begun >= times || performance.now() - began >= milliseconds;
  await Promise.all(
    opened.map(async ({ send }) => {
      while (!isOver()) {
        begun += 1;
        last = await deeds[deed](send, cookie);
      }
    }),
  );
  const took = performance.now() - began;
  for (const { close } of opened) close();
  assert.ok(last);
  return { times: begun, milliseconds: took, cookie: cookieOf(last), head: last.head, body: last.body.toString() };
}
process.on('message', (order) => void carryOut(order as Order).then((done) => process.send?.(done)));
process.once('disconnect', () => process.exit());
process.send?.('ready');
