/**
 * Handing a session from one of the merchant's sites to another: two navigations of the reader's browser, and one call between the two
 * gateways. The authorisation-code pattern with PKCE; parameters have the names of RFC 6749, 7636 and 9207.
 */
import * as z from 'zod/mini';

/** Paths below the base path. */
export const joinPaths = {
  join: 'session/join',
  authorize: 'session/authorize',
  token: 'session/token',
} as const;

/** In the query of the page that the reader goes on to without a session: why. It carries nothing else. */
export const joinMark = 'sso_join';
export const joinOutcomes = ['signed-out', 'failed'] as const;
export type JoinOutcome = (typeof joinOutcomes)[number];

/** Why there is no code. `login_required` (OpenID Connect): nobody is signed in there. */
export const joinErrors = ['login_required', 'access_denied', 'invalid_request', 'temporarily_unavailable'] as const;
export type JoinError = (typeof joinErrors)[number];

/** 32 random bytes as base64url: a code, and a verifier of this gateway's. */
export const joinCode = z.string().check(z.regex(/^[\w-]{43}$/));
/** SHA-256 of the verifier as base64url; the only method (S256). */
export const codeChallenge = z.string().check(z.regex(/^[\w-]{43}$/));
/** What the asking gateway gets back as it is. */
export const joinState = z.string().check(z.regex(/^[\w.~-]{1,128}$/));

/** `POST session/token`, from gateway to gateway. */
export const tokenRequest = z.strictObject({
  /** The origin of the site that asks, as at `session/authorize`. */
  client_id: z.string().check(z.maxLength(300)),
  code: joinCode,
  code_verifier: z.string().check(z.regex(/^[\w.~-]{43,128}$/)),
});
export type TokenRequest = z.infer<typeof tokenRequest>;

/** The hosted API's transfer token: valid once and for 30 s, at another gateway of the merchant's alone. */
export const tokenAnswer = z.object({
  kind: z.literal('transfer'),
  token: z.string().check(z.minLength(1), z.maxLength(500)),
  /** When the reader signed in, in seconds since 1970: no session gets younger on its way. */
  signedIn: z.int(),
  /** The session ends with the browser's own: the reader has not chosen to stay signed in. */
  brief: z.optional(z.literal(true)),
});
export type TokenAnswer = z.infer<typeof tokenAnswer>;
