/** A process of its own: the simulator of the hosted API on a socket, slow or in an emergency when it is told so. */
import { setTimeout as pause } from 'node:timers/promises';
import { listenOnLoopback } from '../../demo/node/listen-on-loopback.js';
import { createSimulator } from '../../src/simulator/index.js';
import { apiToken, emailOf, password } from './people.js';

export type Mood = 'well' | 'slow' | 'emergency';
export type Question =
  | { ask: 'mood'; mood: Mood }
  | { ask: 'code'; email: string }
  | { ask: 'customer'; email: string }
  | { ask: 'operations' };

/** Milliseconds that each operation takes, by mood. */
const takes: Readonly<Record<Mood, number>> = { well: 20, slow: 900, emergency: 20 };

const simulator = createSimulator({
  apiToken,
  settings: { settings: { tokenType: 'EMAIL', maxSessions: 20, ssoOptIn: true } },
  texts: { de: { ssoOptInText: '<p>Ja, ich möchte Angebote per E-Mail erhalten.</p>' } },
  customers: Array.from({ length: Number(process.env['DAY_CUSTOMERS']) }, (_, index) => ({
    email: emailOf(index),
    password,
  })),
  // A forged mail would be none of the gateway's limits.
  limits: { starts: 1000, wrongTries: 1_000_000 },
});
const midnight = Number(process.env['DAY_FIRST']);
let mood: Mood = 'well';
/** Operation → how often, by the hour of the day. */
const operations: Record<string, number[]> = {};

const server = await listenOnLoopback(async (request) => {
  const { pathname } = new URL(request.url);
  const name = pathname.replace('/api/v3.0/', '').replace(/\/\d[^/]*/g, '/…');
  // What comes before midnight belongs to no hour.
  if (Date.now() >= midnight)
    (operations[name] ??= Array.from({ length: 24 }, () => 0))[new Date(Date.now()).getUTCHours()]! += 1;
  await pause(takes[mood]);
  // Every token is refused then (the vendor's help on emergencies).
  return mood === 'emergency'
    ? Response.json({ errorCode: 99401, errorMessage: 'Unauthorized' }, { status: 401 })
    : simulator.fetch(request);
}, 0);

function answer(question: Question): unknown {
  switch (question.ask) {
    case 'mood':
      ({ mood } = question);
      return mood;
    case 'code':
      return simulator.inbox.findLast(({ to }) => to === question.email)?.code;
    case 'customer':
      return simulator.customer(question.email);
    case 'operations':
      return operations;
  }
}
process.on('message', ({ id, question }: { id: number; question: Question }) =>
  process.send?.({ id, answer: answer(question) }),
);
process.send?.({ url: `http://127.0.0.1:${server.port}/api/v3.0` });
