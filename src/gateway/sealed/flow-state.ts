/** The state of a flow between two requests, and how it is made to fit its cookie. */
import * as z from 'zod/mini';
import { activeSession } from '../../contract/answer.js';
import { requirements, processes, salutations, steps } from '../../contract/names.js';
import { richText } from '../../contract/rich-text.js';
import type { Sealer } from './sealer.js';

/** The sealed payload. Names are short, since every byte counts. */
const packed = z.object({
  process: z.enum(processes),
  step: z.enum([...steps, 'session-limit']),
  /** The hosted API's step token, or its removal token. */
  token: z.string(),
  /** Masked. */
  address: z.optional(z.string()),
  language: z.optional(z.string()),
  /** The reader chose to stay signed in. */
  stay: z.optional(z.literal(true)),
  /** Milliseconds since 1970: when the step began. */
  began: z.number(),
  /** Of a code that was sent: its channel, how many were sent, and the seconds until another one may be. */
  channel: z.optional(z.enum(['email', 'sms'])),
  sent: z.optional(z.int()),
  pause: z.optional(z.int()),
  /** Nobody has an account: no code was sent, and none is right. */
  decoy: z.optional(z.literal(true)),
  /** Of a code that was sent: its keyed digest, by which its owner is told what a stranger is not. */
  codeProof: z.optional(z.string()),
  /** Of a mailed link: its code and, unless this browser began the flow, what it has to be confirmed with. */
  code: z.optional(z.string()),
  proof: z.optional(
    z.object({
      /** The link's key in the store, where tries are counted. */
      link: z.string(),
      /** A salt, and the hashes of identifier and password (`link-seal.ts`). */
      salt: z.string(),
      identifier: z.string(),
      password: z.optional(z.string()),
      /** Seconds since 1970: when the flow was begun. */
      at: z.optional(z.int()),
      /** Whether the opt-in was asked then. */
      optIn: z.optional(z.literal(true)),
      device: z.optional(z.string()),
    }),
  ),
  /** The packed consent, and the page on which it was given. */
  consent: z.optional(z.string()),
  page: z.optional(z.string()),
  /** The digest of the e-mail address for which it was given. */
  account: z.optional(z.string()),
  /** Under which names limits count: the account, and who gets codes where that is somebody else. */
  who: z.optional(z.string()),
  to: z.optional(z.string()),
  username: z.optional(z.literal(true)),
  names: z.optional(z.enum(requirements)),
  salutations: z.optional(z.array(z.enum(salutations))),
  terms: z.optional(richText),
  /** The digest of the JSON of `terms` that did not fit. */
  termsDigest: z.optional(z.string()),
  /** The `otpauth:` address of a two-factor set-up. */
  uri: z.optional(z.string()),
  /** The sessions that can be ended, as many as fit. */
  sessions: z.optional(z.array(activeSession)),
});

/** A flow's state. `image`: a bar code that could not be read and does not fit any cookie. */
export type FlowState = z.infer<typeof packed> & { image?: string };

/** Seconds for which a step can be taken: the hosted API's own limit, as far as it is known. */
export const stepLifetime = 15 * 60;
/** Characters of a cookie's name and value, as long as something can be left out. Three of them have to fit beside a session. */
const usualCookie = 800;
/** The most, where nothing more can be, and where what is kept must not depend on what was found. */
export const longestCookie = 1200;

/** Of a padded state: bytes of a step token up to which its length has no effect on what else is kept. */
const tokenRoom = 200;
/** What a real flow has, and what a decoy has: room is made for both. */
const ofEither = { codeProof: 'x'.repeat(22), decoy: true };

/** How many codes were sent. */
export const codesSent = ({ sent = 1 }: Pick<FlowState, 'sent'>): number => sent;

/** Seconds until another code may be sent; 0 means now. `now` in milliseconds since 1970. */
export const secondsToWait = ({ began, pause = 0 }: Pick<FlowState, 'began' | 'pause'>, now: number): number =>
  Math.max(0, Math.ceil((began - now) / 1000 + pause));

/** Reads an unsealed payload; `undefined` where another version of the gateway wrote it. */
export const unpackFlowState = (payload: unknown): FlowState | undefined => packed.safeParse(payload).data;

/** The first of the sessions, as many as can be in a cookie at all: each is written out once. */
function sessionsInRoom(sessions: NonNullable<FlowState['sessions']>) {
  let room = usualCookie;
  const beyond = sessions.findIndex((session) => (room -= JSON.stringify(session).length) <= 0);
  return beyond < 0 ? sessions : sessions.slice(0, beyond);
}

/** The longest padding that keeps a payload within its cookie: with it every cookie of this name's length has one size. */
function paddingFor(room: number, payload: Record<string, unknown>, sealer: Sealer): string {
  const sizeWith = (length: number) => sealer.size({ ...payload, pad: 'x'.repeat(length) });
  let length = Math.max(0, Math.floor(((room - sizeWith(0)) * 3) / 4) - 3);
  while (sizeWith(length + 1) <= room) length += 1;
  return 'x'.repeat(length);
}

/** The bytes of a text as JSON has them. */
const bytesOf = (text: string) => new TextEncoder().encode(JSON.stringify(text)).length - 2;

/**
 * The payload that fits into a cookie of this name. What is least missed is left out first: terms, sessions, a set-up's address, the masked
 * identifier, the page of a consent, the choice to stay signed in; never the consent itself, whose it will be, or the names for limits.
 * `undefined`: even the rest is too long. `isPadded`: the cookie gets one size, whatever is in it, and what is left out depends neither on
 * whether there is an account nor on a token of up to 200 bytes.
 */
export function packFlowState(
  name: string,
  state: FlowState,
  termsDigest: string | undefined,
  sealer: Sealer,
  isPadded = false,
) {
  const { image: _image, ...rest } = state;
  const full = { ...rest, ...(rest.sessions && { sessions: sessionsInRoom(rest.sessions) }) };
  const pad = 'x'.repeat(Math.max(0, tokenRoom - bytesOf(state.token)));
  const sizeOf = (payload: Record<string, unknown>) =>
    name.length + sealer.size(isPadded ? { ...payload, ...ofEither, pad } : payload);
  const digested = { ...full, ...(termsDigest !== undefined && { termsDigest }) };
  delete digested.terms;
  const { sessions = [] } = full;
  const fewer = sessions.map((_, index) => ({ ...full, sessions: sessions.slice(0, sessions.length - 1 - index) }));
  const { uri: _uri, ...withoutUri } = digested;
  const { address: _address, sessions: _sessions, ...bare } = withoutUri;
  const { page: _page, ...barest } = bare;
  const { stay: _stay, ...shortest } = barest;
  const inTurn: Record<string, unknown>[] = [full, digested, ...fewer, withoutUri, bare, barest];
  const firstWithin = (most: number, ...list: typeof inTurn) => list.find((each) => sizeOf(each) <= most);
  if (!isPadded) return firstWithin(usualCookie, ...inTurn) ?? firstWithin(longestCookie, barest, shortest);
  const found = firstWithin(longestCookie, ...inTurn, shortest);
  return found && { ...found, pad: paddingFor(longestCookie - name.length, found, sealer) };
}
