/**
 * Browser → gateway: one table, call → method and schemas. The path of a call is its name below the endpoint, but for
 * those that share a path (`session`, `flow`). Objects are strict: what the table does not name is refused with 400,
 * but in the query of a GET, where it is ignored.
 */
import * as z from 'zod/mini';
import {
  consentChannels,
  consentsAnswer,
  doneAnswer,
  flowId,
  flowsAnswer,
  sessionAnswer,
  sessionLimitAnswer,
  signedOutAnswer,
  stepAnswer,
} from './answer.js';
import { maxLength, salutations } from './names.js';
import { publicSettings } from './public-settings-schema.js';
import { subscriptionId } from './sso-api.js';

const text = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));
/**
 * What an e-mail or another page may carry on: without line breaks, NUL and the like, and without the characters that turn the direction of
 * the text after them. Marks of direction, which names in Hebrew and Arabic have, turn nothing.
 */
const line = text(maxLength).check(z.regex(/^[^\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/u));
/** A user name: no address, which mail programs make a link of. */
const userName = line.check(z.regex(/^(?!.*(?:\/\/|\\\\|[wW]{3}\.)).*$/u));
/** A person's name: neither an address nor a host's name. `J.R.R. Tolkien` and `Dr. Who` are names, `evil.example` is none. */
const personName = userName.check(z.regex(/^(?!.*[\p{L}\p{N}]{2}\.\p{L}{2}).*$/u));
/** A code as typed or pasted, with separators or with the sentence that it stood in: the gateway reads the code out of it. */
const code = text(1000);
/** ISO 639-1 language of the page. */
const language = z.optional(z.string().check(z.regex(/^[a-z]{2}$/)));

/** What every call of a process may carry beside its own fields. */
const context = {
  language,
  /** Where the reader came from, one of the gateway's configured list. */
  source: z.optional(text(200)),
  /** Where to go on after sign-in: an address of this origin, on a configured path. */
  returnUrl: z.optional(text(2000)),
  /** The page's address without query and fragment, for the hosted API's log. */
  page: z.optional(text(2000)),
};
const first = <T extends z.core.$ZodLooseShape>(fields: T) => z.strictObject({ ...context, ...fields });
const next = <T extends z.core.$ZodLooseShape>(fields: T) => z.strictObject({ ...context, flow: flowId, ...fields });

/**
 * What the captcha of the page gave for this call, where the settings or a problem ask for one. The services' tokens have some thousand
 * characters at most, none of them outside ASCII.
 */
const human = { captcha: z.optional(z.string().check(z.regex(/^[\x21-\x7e]{1,6000}$/))) };

const wordingHash = z.string().check(z.regex(/^[\w-]{43}$/));
/** The reader's choice, where the opt-in was asked, and the hash that the settings gave for the wording that was shown. */
const choice = { optIn: z.optional(z.boolean()), optInHash: z.optional(wordingHash) };
/** Whether the reader ticked "Stay signed in", where the settings offer it; elsewhere it is ignored. */
const stay = { stay: z.optional(z.boolean()) };
/** What both registrations ask, as the settings say. */
const account = {
  email: line,
  password: text(maxLength),
  username: z.optional(userName),
  firstName: z.optional(personName),
  lastName: z.optional(personName),
  /** E.164, where codes travel by SMS. */
  mobileNumber: z.optional(z.string().check(z.regex(/^\+[1-9]\d{1,14}$/))),
  ...choice,
  ...stay,
};
/** The page that a mailed link leads back to: this origin, on a configured path. */
const verificationUrl = z.optional(text(500));
/** What the step `confirm-link` can ask for. */
const link = { email: z.optional(line), password: z.optional(text(maxLength)) };
const additionalData = {
  username: z.optional(userName),
  firstName: z.optional(personName),
  lastName: z.optional(personName),
  salutation: z.optional(z.enum(salutations)),
};
const password = text(maxLength);
/** The hosted API's, of at most 50 characters. It comes in the body alone: addresses are logged and remembered. */
const transferToken = z.string().check(z.regex(/^[\x21-\x7e]{1,50}$/));
/** Without `session`: all of them. */
const session = z.optional(text(40));

/** The answers of a call that moves a flow on. */
export const flowAnswer = z.union([stepAnswer, sessionAnswer, sessionLimitAnswer]);

const post = <const P extends string, B extends z.ZodMiniType>(path: P, body: B) => ({
  method: 'POST' as const,
  path,
  body,
  answer: flowAnswer,
});

export const calls = {
  settings: {
    method: 'GET',
    path: 'settings',
    query: z.strictObject({
      language,
      /** The hash of a wording that was refused with `opt-in-changed`. */
      not: z.optional(wordingHash),
    }),
    answer: publicSettings,
  },
  session: { method: 'GET', path: 'session', answer: z.union([sessionAnswer, signedOutAnswer]) },
  'session/end': { method: 'DELETE', path: 'session', answer: doneAnswer },
  consents: {
    method: 'GET',
    path: 'session/consents',
    query: z.strictObject({ language, not: z.optional(wordingHash) }),
    answer: z.union([consentsAnswer, signedOutAnswer]),
  },
  'consents/choose': {
    method: 'POST',
    path: 'session/consents',
    body: z.strictObject({
      language,
      page: context.page,
      /** Of the answer that the reader was shown. */
      reader: z.string().check(z.regex(/^[\w-]{22}$/)),
      channel: z.enum(consentChannels),
      /** `false` withdraws. */
      choice: z.boolean(),
      /** Of the wording that was shown, where it is given. */
      hash: z.optional(wordingHash),
    }),
    answer: consentsAnswer,
  },
  /** Takes over the session of the iframe that was here before; `not-found` unless the operator has switched it on. */
  'session/adopt': {
    method: 'POST',
    path: 'session/adopt',
    body: z.strictObject({ transferToken }),
    answer: sessionAnswer,
  },
  flow: {
    method: 'GET',
    path: 'flow',
    query: z.strictObject({ language }),
    answer: flowsAnswer,
  },
  'flow/end': { method: 'DELETE', path: 'flow', query: z.strictObject({ flow: flowId }), answer: doneAnswer },
  'login/start': post('login/start', first({ identifier: line, password, ...stay, ...human })),
  'login/google': post('login/google', first({ idToken: text(4000), ...choice, ...stay })),
  'login/two-factor': post('login/two-factor', next({ code })),
  'login/reset-password': post('login/reset-password', next({ password })),
  'login/additional-data': post('login/additional-data', next(additionalData)),
  'login/end-sessions': post('login/end-sessions', next({ session })),
  'registration/start': post('registration/start', first({ ...account, ...human, verificationUrl })),
  'registration/verify': post('registration/verify', next({ code })),
  'registration/verify-link': post('registration/verify-link', next({ ...link, ...choice, ...stay })),
  'registration/resend': post('registration/resend', next(human)),
  'account-connect/start': post(
    'account-connect/start',
    first({
      ...account,
      ...human,
      customerId: z.optional(z.string().check(z.regex(/^\d{1,18}$/))),
      subscriptionId: z.optional(subscriptionId),
      street: z.optional(line),
      streetNumber: z.optional(line),
      postcode: z.optional(line),
      city: z.optional(line),
    }),
  ),
  'account-connect/verify': post('account-connect/verify', next({ code })),
  'account-connect/resend': post('account-connect/resend', next(human)),
  'password-forgotten/start': post('password-forgotten/start', first({ identifier: line, ...human, verificationUrl })),
  'password-forgotten/verify': post('password-forgotten/verify', next({ code })),
  'password-forgotten/verify-link': post('password-forgotten/verify-link', next({ email: link.email })),
  'password-forgotten/resend': post('password-forgotten/resend', next(human)),
  'password-forgotten/two-factor': post('password-forgotten/two-factor', next({ code })),
  'password-forgotten/reset-password': post('password-forgotten/reset-password', next({ password, ...stay })),
  'password-forgotten/additional-data': post('password-forgotten/additional-data', next(additionalData)),
  'password-forgotten/end-sessions': post('password-forgotten/end-sessions', next({ session })),
} as const satisfies Record<
  string,
  {
    method: 'GET' | 'POST' | 'DELETE';
    path: string;
    query?: z.ZodMiniType;
    body?: z.ZodMiniType;
    answer: z.ZodMiniType;
  }
>;

export type CallName = keyof typeof calls;
/** The calls that move a flow on. */
export type FlowCallName = {
  [N in CallName]: (typeof calls)[N] extends { answer: typeof flowAnswer } ? N : never;
}[CallName];
type Bodies = { [N in FlowCallName]: z.infer<(typeof calls)[N]['body']> };
export type Body<N extends FlowCallName> = Bodies[N];
