/** What a browser knows after some answers, and where they lead on. */
import { type CallName, calls } from '../../../src/contract/calls.js';
import type { Dice } from './dice.js';
import type { Answered } from './oracles.js';

export interface Known {
  cookies: Map<string, string>;
  flows: string[];
  sessions: string[];
  optInHash: string | undefined;
  /** What stands for the reader whose consents were shown. */
  reader: string | undefined;
  /** Calls of the step that the last answer has, or of the flows that can be resumed. */
  next: CallName[];
}
export const nothingKnown = (): Known => ({
  cookies: new Map(),
  flows: [],
  sessions: [],
  optInHash: undefined,
  reader: undefined,
  next: [],
});

const names = Object.keys(calls) as CallName[];

/** Step → the ends of the calls that answer it, where they have other names. */
const answeredBy: Readonly<Record<string, readonly string[]>> = {
  'add-two-factor': ['two-factor'],
  'confirm-link': ['verify-link'],
  verify: ['verify', 'verify', 'resend'],
  sessionLimit: ['end-sessions'],
};

/** What an answer leads on to that is no step. */
const after: Readonly<Record<string, CallName>> = { session: 'consents', consents: 'consents/choose' };

interface Member {
  kind?: string;
  flow?: string;
  process?: string;
  step?: string;
  sessions?: { id: string }[];
  optIn?: { hash?: string };
  offer?: { hash?: string };
  reader?: string;
  flows?: { answer: Member }[];
}

function learn(known: Known, answer: Member): void {
  if (answer.flow) known.flows.push(answer.flow);
  if (answer.sessions) known.sessions = answer.sessions.map(({ id }) => id);
  known.optInHash = answer.optIn?.hash ?? answer.offer?.hash ?? known.optInHash;
  known.reader = answer.reader ?? known.reader;
  const step = answer.step ?? answer.kind ?? '';
  const found = (answeredBy[step] ?? [step]).map((end) => `${answer.process}/${end}`);
  // Whoever is signed in looks at the consents, and at what else there is.
  known.next = names.filter((name) => found.includes(name) || after[step] === name);
}

/** Keeps of an answer what a browser and its page keep. */
export function keep(known: Known, { headers, text, status }: Answered): void {
  for (const line of headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (/max-age=0/i.test(line)) known.cookies.delete(name);
    else known.cookies.set(name, value);
  }
  // A link has led to a page, which asks for its flows.
  if (status === 303) known.next = ['flow'];
  if (status >= 400 || !text) return;
  const answer = JSON.parse(text) as Member;
  if (answer.flows) for (const each of answer.flows) learn(known, each.answer);
  else learn(known, answer);
}

/** A call: where the last answer leads, or any. */
export const nextCall = (dice: Dice, { next }: Known): CallName =>
  next.length > 0 && dice.chance(0.8) ? dice.pick(next) : dice.pick(names);
