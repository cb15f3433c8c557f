/** Descriptions of each call in the published document, and the problems that it can return. */
import type { CallName } from '../../src/contract/calls.js';
import type { ProblemCode } from '../../src/contract/problems.js';

/** A forgotten call does not compile. */
export const callTexts = {
  settings: [
    'Settings of the page',
    'What a browser may know of the merchant’s settings, texts in the asked language. The same for every reader, so it may be cached: the answer carries an ETag, and a request with a matching `If-None-Match` is answered with 304. `not` is the hash of an opt-in’s wording that was refused with `opt-in-changed`: the answer then comes past all copies that still have it, and is not kept.',
  ],
  session: [
    'Who is signed in',
    'Tells who is signed in by the session cookie, or that nobody is, and then whether the session was ended elsewhere. Never the session token.',
  ],
  'session/end': ['Sign out', 'Forgets the session. Answers the same when nobody was signed in.'],
  consents: [
    'The reader’s consents',
    'What the hosted API has of the signed-in reader’s advertising consent, channel by channel: with the wording that was agreed to, its version and date, and the wording of today for giving it anew. `reader` stands for whose they are. What the reader has chosen and the hosted API has not stored yet is `pending`. `not` is the hash of a wording that was refused with `opt-in-changed`.',
  ],
  'consents/choose': [
    'Withdraw or give a consent',
    'Withdraws the consent for one channel, or gives it to the wording whose `hash` was shown, and answers what the hosted API has then. The customer is the session’s; with the `reader` of another one’s answer the problem is `signed-out`. A choice that the hosted API does not store at once is kept and tried again for 7 days, and is `pending` in the answer; with `unread`, the answer has that channel alone. Where the wording is not the one of now, the problem is `opt-in-changed`, and nothing has happened.',
  ],
  'session/adopt': [
    'Take over the session of the iframe',
    'For the weeks after a launch, where the operator has switched it on; else the problem is `not-found`. Signs in by a transfer token of the session that the iframe has, while nobody is signed in, once in each browser. Anything that a sign-in would ask of the reader, and a token that is wrong, late or used, is `transfer-refused`: the reader signs in. What the hosted API cannot say leaves the browser as it was.',
  ],
  flow: [
    'Flows that can be resumed',
    'The flows of this browser that are still open, newest first, each with its last answer: for going on after a reload.',
  ],
  'flow/end': [
    'Give a flow up',
    'Forgets one flow. Answers the same when the flow is unknown. A mailed link that this browser did not begin can be confirmed nowhere else afterwards.',
  ],
  'login/start': ['Log in', 'Starts a login with an e-mail address or a user name, in one field, and a password.'],
  'login/google': [
    'Log in with Google',
    'Starts a login with the ID token that Google’s script gave to the page; where it was a registration, with the reader’s choice of the opt-in, as there.',
  ],
  'login/two-factor': [
    'Send a two-factor code',
    'Answers the steps `two-factor` and `add-two-factor`. A wrong code leaves the flow where it was.',
  ],
  'login/reset-password': ['Set a new password', 'Answers the step `reset-password`.'],
  'login/additional-data': [
    'Send what was missing',
    'Answers the step `additional-data` with exactly what it asked for. Sending it accepts the terms that the step showed.',
  ],
  'login/end-sessions': [
    'End sessions on other devices',
    'Answers a session limit: ends the named session, or all of them when none is named, and signs in.',
  ],
  'registration/start': [
    'Register',
    'Starts a registration with what the settings ask for, and has a confirmation code sent. `verificationUrl` is the page of this origin that a mailed link leads to in the end, `optIn` the reader’s choice where the opt-in was asked, `optInHash` the hash that the settings gave for the wording that was shown. Where that is not the wording of now, the problem is `opt-in-changed`, and nothing was begun. Posting accepts the terms shown beside the form.',
  ],
  'registration/verify': [
    'Send the confirmation code of a registration',
    'Answers the step `verify`: creates the account, stores the opt-in and signs in. A wrong code leaves the flow where it was.',
  ],
  'registration/verify-link': [
    'Confirm a registration by its mailed link',
    'Answers the step `confirm-link`, which `GET link/registration` has left in this browser: creates the account and signs in. A browser that did not begin the flow sends the address and the password that the flow was begun with; else the problem is `email-mismatch`, and after five tries `flow-exhausted`. A consent that was given elsewhere does not count; `optIn` and `optInHash` ask it again.',
  ],
  'registration/resend': [
    'Send another confirmation code for a registration',
    'Answers the step `verify` with itself: the code before is no longer valid.',
  ],
  'account-connect/start': [
    'Register an imported subscription',
    'Starts account connect with the identifiers that the settings ask for, and has a confirmation code sent. `subscriptionId` is a decimal string, as a JSON number would lose digits. The problem `already-registered` leads to login; one that no customer fits does not say which identifier was wrong.',
  ],
  'account-connect/verify': [
    'Send the confirmation code of account connect',
    'Answers the step `verify`: registers the imported customer, stores the opt-in and signs in.',
  ],
  'account-connect/resend': [
    'Send another confirmation code for account connect',
    'Answers the step `verify` with itself: the code before is no longer valid.',
  ],
  'password-forgotten/start': [
    'Have a code sent for a forgotten password',
    'Starts password-forgotten with an e-mail address or a user name, in one field. The code goes to the stored e-mail address or mobile number, as the settings say.',
  ],
  'password-forgotten/verify': [
    'Send the code of password-forgotten',
    'Answers the step `verify`. A wrong code leaves the flow where it was.',
  ],
  'password-forgotten/verify-link': [
    'Go on with password-forgotten by its mailed link',
    'Answers the step `confirm-link`, which `GET link/password-forgotten` has left in this browser. A browser that did not begin the flow sends the e-mail address or user name that it was begun with, in `email`; else the problem is `email-mismatch`, and after five tries `flow-exhausted`.',
  ],
  'password-forgotten/resend': [
    'Send a new code for a forgotten password',
    'Answers the step `verify` with itself: the code before is no longer valid.',
  ],
  'password-forgotten/two-factor': [
    'Send a two-factor code at password-forgotten',
    'Answers the step `two-factor`. A wrong code leaves the flow where it was.',
  ],
  'password-forgotten/reset-password': [
    'Replace a forgotten password',
    'Answers the step `reset-password`, and goes on as login does.',
  ],
  'password-forgotten/additional-data': [
    'Send what was missing after a password reset',
    'Answers the step `additional-data` with exactly what it asked for. Sending it accepts the terms that the step showed.',
  ],
  'password-forgotten/end-sessions': [
    'End sessions on other devices after a password reset',
    'Answers a session limit: ends the named session, or all of them when none is named, and signs in.',
  ],
} as const satisfies Record<CallName, readonly [summary: string, description: string]>;

const always = [
  'invalid-request',
  'protocol-unknown',
  'rate-limited',
  'gateway-failed',
] as const satisfies readonly ProblemCode[];
const hosted = ['upstream-failed', 'upstream-timeout', 'misconfigured'] as const satisfies readonly ProblemCode[];
const changing = ['request-refused'] as const satisfies readonly ProblemCode[];
const ofConsents = {
  GET: ['unknown-account', 'login-emergency'],
  POST: [...changing, 'not-json', 'request-too-large', 'signed-out', 'opt-in-changed', 'login-emergency'],
} as const satisfies Record<string, readonly ProblemCode[]>;
const adopting = [
  ...always,
  ...changing,
  ...hosted,
  'transfer-refused',
  'not-found',
  'flow-expired',
  'domain-not-allowed',
  'login-unavailable',
  'login-emergency',
  'request-too-large',
  'not-json',
] as const satisfies readonly ProblemCode[];
/** Problems of no flow: of its path or method, and of what hands a session over. */
const elsewhere: readonly ProblemCode[] = ['not-found', 'method-not-allowed', 'call-removed', 'transfer-refused'];

/** The problem codes that a call can be answered with; most with a body move a flow on, so they can meet any. */
export function problemsOf(
  call: { method: string; body?: unknown; path: string },
  all: readonly ProblemCode[],
): readonly ProblemCode[] {
  if (call.path === 'session/consents') return [...always, ...hosted, ...ofConsents[call.body ? 'POST' : 'GET']];
  if (call.path === 'session/adopt') return adopting;
  if (call.body) return all.filter((code) => !elsewhere.includes(code));
  if (call.method !== 'GET') return [...always, ...changing];
  return call.path === 'flow' ? always : [...always, ...hosted];
}
