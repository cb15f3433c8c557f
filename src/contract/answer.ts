/** Gateway → browser: one union, discriminated by `kind`. */
import * as z from 'zod/mini';
import { requirements, fieldFaults, fieldNames, processes, salutations } from './names.js';
import type { steps } from './names.js';
import type { ClientProblemCode, ProblemCode } from './problems.js';
import { problems } from './problems.js';
import { linkAddress, richText } from './rich-text.js';

/** A flow's random name: 22 characters of base64url (128 bits). It is no secret and proves nothing. */
export const flowId = z.string().check(z.regex(/^[\w-]{22}$/));

/** Exactly what the additional-data step asks for. An absent member is not asked. */
const additionalData = z.object({
  username: z.optional(z.literal(true)),
  names: z.optional(z.enum(requirements)),
  /** Only beside `names`, when salutations are not hidden. */
  salutations: z.optional(z.array(z.enum(salutations))),
  /** The newest terms; posting the step accepts them. */
  terms: z.optional(richText),
});
/** `length`: characters of the code; absent: any, up to `maxCode`. */
const codeAsks = { length: z.optional(z.int()) };
/** First set-up of two-factor. `uri` and `key` are absent where the image could not be read. */
const addTwoFactor = z.object({
  ...codeAsks,
  /** `data:` address of the bar code. */
  image: z.string().check(z.regex(/^data:image\//)),
  uri: z.optional(z.string().check(z.regex(/^otpauth:/))),
  key: z.optional(z.string()),
});
const changeEmail = z.object({ contact: z.optional(linkAddress) });
/** A confirmation code was sent. */
const verify = z.object({
  ...codeAsks,
  channel: z.enum(['email', 'sms']),
  /** Seconds until another one may be asked for. */
  resendAfter: z.int(),
  /** How many were sent so far. */
  sent: z.int(),
});
/**
 * The reader came by a mailed link, and nothing is confirmed yet. Without a further member this browser began the flow: nothing
 * has to be entered.
 */
const confirmLink = z.object({
  /** The address, or what a password was forgotten for, has to be entered; it is compared with what the link was mailed for. */
  email: z.optional(z.literal(true)),
  /** So has the password that was chosen at registration. */
  password: z.optional(z.literal(true)),
  /** Whether the opt-in was asked where the flow was begun. It has to be asked again: nobody knows yet whose choice it was. */
  optIn: z.optional(z.literal(true)),
  /** When the flow was begun: ISO 8601, UTC. */
  began: z.optional(z.string()),
  /** Browser and system that began it, as far as they are known. */
  device: z.optional(z.string()),
});
const twoFactor = z.object(codeAsks);
const nothing = z.object({});

const of = <S extends (typeof steps)[number], A extends z.ZodMiniType>(step: S, asks: A) =>
  z.object({ kind: z.literal('step'), process: z.enum(processes), flow: flowId, step: z.literal(step), asks });

export const stepAnswer = z.discriminatedUnion('step', [
  of('verify', verify),
  of('confirm-link', confirmLink),
  of('additional-data', additionalData),
  of('two-factor', twoFactor),
  of('add-two-factor', addTwoFactor),
  of('reset-password', nothing),
  of('change-email', changeEmail),
]);
export type StepAnswer = z.infer<typeof stepAnswer>;

/** Who is signed in. Never the session token. */
export const customer = z.object({
  id: z.string(),
  email: z.optional(z.string()),
  username: z.optional(z.string()),
  firstName: z.optional(z.string()),
  lastName: z.optional(z.string()),
});
export type Customer = z.infer<typeof customer>;

export const sessionAnswer = z.object({
  kind: z.literal('session'),
  /** Absent where the hosted API signed the reader in but did not say who it is. */
  customer: z.optional(customer),
  /** Where to go on, as the gateway allowed it: an address of this origin. */
  returnUrl: z.optional(z.string()),
  /** Of `GET session`: which of the access rights that the gateway's `sessionRights` lists are granted. Absent where nobody can say. For show alone. */
  rights: z.optional(z.array(z.string())),
});

/** One of the sessions that a reader can end. */
export const activeSession = z.object({
  id: z.string().check(z.maxLength(40)),
  os: z.optional(z.string()),
  browser: z.optional(z.string()),
  /** ISO 8601, UTC. */
  createdAt: z.optional(z.string()),
});
export type ActiveSession = z.infer<typeof activeSession>;

export const sessionLimitAnswer = z.object({
  kind: z.literal('sessionLimit'),
  process: z.enum(processes),
  flow: flowId,
  sessions: z.array(activeSession),
});

/** Nobody is signed in; `ended`: the hosted API no longer knows the session (another device or an operator ended it). */
export const signedOutAnswer = z.object({ kind: z.literal('signedOut'), reason: z.optional(z.enum(['ended'])) });

/** By which an advertising consent lets the merchant reach a reader. */
export const consentChannels = ['email', 'messenger', 'phone', 'post'] as const;
export type ConsentChannel = (typeof consentChannels)[number];

/** What the hosted API has of a reader’s advertising consent, for one channel. */
export const channelConsent = z.object({
  channel: z.enum(consentChannels),
  /** `unclear`: the hosted API says something that this version does not know. */
  state: z.enum(['given', 'withdrawn', 'none', 'unclear']),
  /** When that was stored: ISO 8601, UTC. */
  since: z.optional(z.string()),
  /** The merchant’s name of the version that it is about. */
  version: z.optional(z.string()),
  /** What that version says; absent where it cannot be found any more. */
  wording: z.optional(richText),
  /** Its language, ISO 639-1, where it is not the one that was asked for. */
  language: z.optional(z.string()),
  /** The reader’s own last word, while the hosted API has not stored it yet: it is tried again. */
  pending: z.optional(z.enum(['given', 'withdrawn'])),
  /** Whether it can be given, with the wording of `offer`. */
  canGive: z.optional(z.literal(true)),
});
export type ChannelConsent = z.infer<typeof channelConsent>;

/** `GET session/consents` and `POST session/consents`: always what the hosted API has just said. */
export const consentsAnswer = z.object({
  kind: z.literal('consents'),
  /** Stands for the reader whose they are, and goes back with a choice: nobody changes what another one was shown. */
  reader: z.string(),
  consents: z.array(channelConsent),
  /** The wording of today, for whoever gives it anew, and its hash. Absent where the merchant asks for none. */
  offer: z.optional(z.object({ text: richText, hash: z.string() })),
  /** The hosted API could not be read: of a choice that was just made, only that channel is told. */
  unread: z.optional(z.literal(true)),
});
export type ConsentsAnswer = z.infer<typeof consentsAnswer>;

/** RFC 9457 problem details, served as `application/problem+json` with the same status. */
export const problemDetails = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]),
  /** What is wrong with which field of the request. */
  fields: z.optional(z.partialRecord(z.enum(fieldNames), z.enum(fieldFaults))),
  /** Seconds to wait before another try. */
  retryAfter: z.optional(z.int()),
  /** Finds this failure in the gateway's log. */
  reference: z.string(),
});
export type ProblemDetails = z.infer<typeof problemDetails>;

/** What `GET flow` tells of a flow that can be resumed: its last answer, and for whom, masked. */
export const resumable = z.object({
  /** Masked, as in `r•••@e•••.org`. */
  address: z.optional(z.string()),
  answer: z.union([stepAnswer, sessionLimitAnswer]),
});
export type Resumable = z.infer<typeof resumable>;
export const flowsAnswer = z.object({ kind: z.literal('flows'), flows: z.array(resumable) });

/** `DELETE flow` and `DELETE session`. */
export const doneAnswer = z.object({ kind: z.literal('done') });

/** A problem as the client hands it on: the gateway's, or what the client noticed itself. */
export interface Problem {
  kind: 'problem';
  code: ProblemCode | ClientProblemCode;
  status?: number;
  fields?: Partial<Record<(typeof fieldNames)[number], (typeof fieldFaults)[number]>>;
  retryAfter?: number;
  reference?: string;
}

/** What a flow's call can be answered with. */
export type Answer = StepAnswer | z.infer<typeof sessionAnswer> | z.infer<typeof sessionLimitAnswer> | Problem;
