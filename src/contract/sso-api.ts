/**
 * Gateway ↔ hosted SSO API: its paths, requests and raw replies (sso-api.openapi.yaml; docs/hosted-api.md explains them).
 * Replies are read tolerantly: unknown fields are dropped, and null, absent or unknown values fall back. Settings:
 * `hosted-settings.ts`. Only server code imports this module.
 */
import * as z from 'zod/mini';

/** Absent, null and of a wrong type are all `undefined`. */
const maybe = <T extends z.ZodMiniType>(schema: T) => z.catch(z.optional(schema), undefined);
const string = maybe(z.string());
const flag = z.catch(z.boolean(), false);
const filled = z.string().check(z.minLength(1));
const max = (length: number) => z.string().check(z.maxLength(length));

/** A text that is cut after so many characters: code points, of which each has two units at most. */
const cut = (length: number) =>
  maybe(
    z.pipe(
      z.string(),
      z.transform((text) =>
        Array.from(text.slice(0, 2 * length), String)
          .slice(0, length)
          .join(''),
      ),
    ),
  );
/** A list of which only the first members are read; `[]` where it is none. A member that is not as it should be is null. */
const firstOf = <T extends z.ZodMiniType>(most: number, member: T) =>
  z.catch(
    z.pipe(
      z.pipe(
        z.array(z.unknown()),
        z.transform((members) => members.slice(0, most)),
      ),
      z.array(z.catch(z.nullable(member), null)),
    ),
    [],
  );

// ── Replies ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** What `additionalInformation` says is missing at `ADDITIONAL_DATA`. `TERM` is the text of the newest terms. */
const additionalInformation = z.object({ USERNAME: flag, NAME: flag, TERM: string });

export const nextSteps = [
  'ADDITIONAL_DATA',
  'RESET_PASSWORD',
  'TWO_FACTOR',
  'VERIFY_TOKEN',
  'CHANGE_EMAIL',
  'ADD_TWO_FACTOR',
  'NONE',
  'SMS',
  'EMAIL',
] as const;
/**
 * `NextStep`. Without a token or a known step it is no use, so these two are not read tolerantly.
 * `verificationToken` is the secret code itself (Traps 1): it is not even read, but by `sentCode`.
 */
export const nextStep = z.object({
  token: filled,
  nextStep: z.enum(nextSteps),
  twoFactorBarCodeImage: string,
  additionalInformation: z.catch(additionalInformation, additionalInformation.parse({})),
});
export type NextStep = z.infer<typeof nextStep>;

/**
 * The reply to a start of password forgotten or registration, and to a resend, with the code itself. Whoever reads it makes a keyed digest of the code at
 * once: by that alone the gateway tells the owner of an account from a stranger.
 */
export const sentCode = z.extend(nextStep, { verificationToken: string });

/** `CustomerSessionToken`: a signed token of no stated length. */
export const customerSessionToken = z.object({ customerSession: filled });

const sessionInformation = z.object({ sessionId: filled, os: string, browser: string, createdAt: string });
/** Sessions that a reader is shown; more are no choice. */
export const mostSessions = 50;
/** `SessionLimitReached`. A list member without an ID cannot be ended and is dropped by who reads it. */
export const sessionLimitReached = z.object({
  activeSessions: z.object({ items: firstOf(mostSessions, sessionInformation) }),
  removalToken: filled,
});

/**
 * What a step of a process can be answered with. A 200 can be a next step or a session limit: told apart by their
 * fields, not by the status (Traps 4).
 */
export const processReply = z.union([customerSessionToken, sessionLimitReached, nextStep]);
export type ProcessReply = z.infer<typeof processReply>;

/** `POST /sessions/transferToken`. */
export const transferToken = z.object({ transferToken: filled });

/** `GET /sessions/validate`. */
export const customerSession = z.object({ customerId: filled });
/** `GET /sessions/customerData`, as far as we tell it to a browser. */
export const customerData = z.object({
  customerId: filled,
  email: cut(100),
  username: cut(100),
  firstName: cut(100),
  lastName: cut(100),
});

/** The same reply, as far as it says whether a sign-in would ask for something: `status`, and the terms by whatever ID. */
export const customerStanding = z.object({
  status: string,
  username: cut(100),
  firstName: cut(100),
  lastName: cut(100),
  acceptedTerms: z.catch(z.record(z.string(), z.catch(z.object({ uniqueId: string }), {})), {}),
});
/** Versions of the terms that are read at once; the hosted API gives no more. */
export const mostTerms = 100;
/** `GET /settings/termsAndConditions`, as far as we read it. */
export const termsVersions = z.object({
  items: firstOf(mostTerms, z.object({ uniqueId: filled, active: z.catch(z.boolean(), true), activationTime: string })),
});

/** `GET /customers`, as far as we read it. */
export const foundCustomers = z.object({ items: firstOf(50, z.object({ username: cut(100) })) });

/**
 * `GET /accessRights/{customerId}/hasAccess`, as far as we read it: `customerBlocked` comes first. A reply that says neither is none: nobody
 * is refused, or let in, by what was not said.
 */
export const accessData = z
  .object({ accessGranted: maybe(z.boolean()), customerBlocked: flag })
  .check(z.refine(({ accessGranted, customerBlocked }) => customerBlocked || accessGranted !== undefined));
const optInStatuses = ['NONE', 'SINGLE_OPT_IN', 'DOUBLE_OPT_IN', 'OBJECTION_OPT_IN', 'REVOKED_OPT_IN'] as const;
export type OptInStatus = (typeof optInStatuses)[number];
const optIn = z.object({
  uniqueId: cut(100),
  changedDate: maybe(z.iso.datetime({ offset: true })),
  status: maybe(z.enum(optInStatuses)),
});
/** What is there, but cannot be read, is not the same as nothing: nobody is told that there was no consent. */
const channelOptIn = z.catch(z.nullish(optIn), {});
/** `GET` and `PUT /customers/{id}/optIns`. A channel without `status` has one that this version does not know. */
export const customerOptIns = z.object({
  optIns: z.nullish(
    z.object({ EMAIL: channelOptIn, MESSENGER: channelOptIn, PHONE: channelOptIn, POST: channelOptIn }),
  ),
});
export type CustomerOptIns = NonNullable<z.infer<typeof customerOptIns>['optIns']>;

/** `GET /settings/advertisementOptIns`, a page of it, as far as we read it. */
export const optInVersions = z.object({
  items: firstOf(
    100,
    z.object({
      /** Of the page that follows. A 64-bit integer, which a number may have rounded: then nothing follows. */
      customerOptInId: maybe(z.int()),
      uniqueId: filled,
      translations: firstOf(
        100,
        z.object({ language: filled, ssoText: string, checkoutText: string, preferred: flag }),
      ),
    }),
  ),
});

/**
 * A subscription ID between browser and gateway: a decimal string, 1 to 2^63−1 (docs/hosted-api.md, Traps 7). Towards the
 * hosted API `lossless.ts` writes it as a bare integer.
 */
export const subscriptionId = z.string().check(
  // Without `abort` the next check would meet what is no number at all, and throw.
  z.regex(/^[1-9]\d{0,18}$/, { abort: true }),
  z.refine((digits) => BigInt(digits) <= 9223372036854775807n),
);

/** The ID of an access right. */
export const accessRightId = z.string().check(z.regex(/^[0-9A-Za-z-]{2,30}$/));

/** Body of a 4xx or 5xx. `ValidationError.value` repeats the input, passwords included: it is not read (Traps 10). */
export const errorResult = z.object({
  errorCode: maybe(z.int()),
  validationErrors: firstOf(50, z.object({ field: z.string(), error: z.catch(z.string(), '') })),
});
export type ErrorResult = z.infer<typeof errorResult>;

// ── Requests ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** For the caller to fill, from the connection and the request's headers (Traps 3). Lengths in characters. */
export const loggingDataLimits = {
  os: 100,
  browser: 200,
  source: 200,
  sourceUrl: 2000,
  ipAddress: 45,
  country: 2,
} as const;
const loggingData = {
  os: z.optional(max(100)),
  browser: z.optional(max(200)),
  source: z.optional(max(200)),
  sourceUrl: z.optional(max(2000)),
  ipAddress: z.optional(max(45)),
  country: z.optional(max(2)),
};
export type LoggingData = z.infer<z.ZodMiniObject<typeof loggingData>>;
const token = z.string();
const dataChange = z.object({
  ...loggingData,
  token,
  username: z.optional(max(100)),
  firstName: z.optional(max(100)),
  lastName: z.optional(max(100)),
  salutation: z.optional(z.enum(['DIVERSE', 'MR', 'MRS', 'NONE'])),
});
/** Registration starts take `ipAddress` only of the logging data (Traps 3). */
const registration = {
  email: max(100),
  password: max(100),
  language: max(2),
  username: z.optional(max(100)),
  firstName: z.optional(max(100)),
  lastName: z.optional(max(100)),
  mobileNumber: z.optional(max(100)),
  ipAddress: z.optional(max(100)),
  /** Must be `true`, or nothing is sent (Traps 2). */
  customerNotification: z.optional(z.boolean()),
};
const verification = z.object({ ...loggingData, token, verificationToken: max(6) });
export const optInChannels = ['EMAIL', 'MESSENGER', 'PHONE', 'POST'] as const;
export type OptInChannel = (typeof optInChannels)[number];

/** The hosted API's operations that the gateway calls: name → method, path below the API's base, request body. */
export const operations = {
  settings: { method: 'GET', path: '/processes/settings/sso' },
  'login/verify': {
    method: 'POST',
    path: '/processes/login/verify',
    body: z.object({
      ...loggingData,
      email: z.optional(max(100)),
      username: z.optional(max(100)),
      password: max(100),
    }),
  },
  'login/verifyTwoFactorAuth': {
    method: 'POST',
    path: '/processes/login/verifyTwoFactorAuth',
    body: z.object({ ...loggingData, token, twoFactorToken: max(6) }),
  },
  'login/verifyResetPassword': {
    method: 'POST',
    path: '/processes/login/verifyResetPassword',
    body: z.object({ ...loggingData, token, password: max(100) }),
  },
  'login/updateAdditionalData': {
    method: 'POST',
    path: '/processes/login/updateAdditionalData',
    body: dataChange,
  },
  /** The path goes on with the removal token; query `sessionId`, or none for all. */
  'login/changeSessions': { method: 'PUT', path: '/processes/login/changeSessions' },
  'ssoProvider/verify': {
    method: 'POST',
    path: '/processes/ssoProvider/verify',
    body: z.object({
      ...loggingData,
      language: z.optional(max(2)),
      ssoProvider: z.literal('GOOGLE'),
      authenticationData: z.object({ idToken: max(4000) }),
    }),
  },
  'registration/start': {
    method: 'POST',
    path: '/processes/registration/start',
    body: z.object({ ...registration, verificationUrl: z.optional(max(500)) }),
  },
  'registration/validate': { method: 'POST', path: '/processes/registration/validate', body: verification },
  'registration/resend': { method: 'POST', path: '/processes/registration/resend', body: z.object({ token }) },
  'loginIdentifier/start': {
    method: 'POST',
    path: '/processes/registration/loginIdentifier/start',
    body: z.object({
      ...registration,
      customerId: z.optional(z.string().check(z.regex(/^[0-9]{1,18}$/))),
      /** Read losslessly: past 2^53 it is a `bigint`. */
      subscriptionId: z.optional(z.union([z.bigint(), z.int()])),
      postcode: z.optional(max(100)),
      street: z.optional(max(100)),
      streetNumber: z.optional(max(100)),
      city: z.optional(max(100)),
    }),
  },
  'loginIdentifier/validate': {
    method: 'POST',
    path: '/processes/registration/loginIdentifier/validate',
    body: verification,
  },
  'loginIdentifier/resend': {
    method: 'POST',
    path: '/processes/registration/loginIdentifier/resend',
    body: z.object({ token }),
  },
  'passwordForgotten/sendToken': {
    method: 'POST',
    path: '/processes/passwordForgotten/sendToken',
    body: z.object({
      ...loggingData,
      email: z.optional(max(100)),
      username: z.optional(max(100)),
      language: max(2),
      verificationUrl: z.optional(max(500)),
    }),
  },
  'passwordForgotten/resendToken': {
    method: 'POST',
    path: '/processes/passwordForgotten/resendToken',
    body: z.object({ ...loggingData, token }),
  },
  'passwordForgotten/verifyToken': {
    method: 'POST',
    path: '/processes/passwordForgotten/verifyToken',
    body: z.object({ token, verificationToken: max(6) }),
  },
  'passwordForgotten/verifyTwoFactor': {
    method: 'POST',
    path: '/processes/passwordForgotten/verifyTwoFactor',
    body: z.object({ token, twoFactorToken: max(6) }),
  },
  'passwordForgotten/resetPassword': {
    method: 'POST',
    path: '/processes/passwordForgotten/resetPassword',
    body: z.object({ ...loggingData, token, password: max(100) }),
  },
  'passwordForgotten/updateAdditionalData': {
    method: 'POST',
    path: '/processes/passwordForgotten/updateAdditionalData',
    body: dataChange,
  },
  /** As at login. */
  'passwordForgotten/changeSessions': { method: 'PUT', path: '/processes/passwordForgotten/changeSessions' },
  /** Query `username`: the customers who have it. */
  'customers/search': { method: 'GET', path: '/customers' },
  /** The path goes on with the customer ID and `/optIns`. 206: no active text, nothing stored. */
  'customers/optIns': {
    method: 'PUT',
    path: '/customers',
    body: z.object({
      optIns: z.partialRecord(z.enum(optInChannels), z.object({ status: z.enum(optInStatuses) })),
    }),
  },
  /** The path goes on with the customer ID and `/optIns`. */
  'customers/readOptIns': { method: 'GET', path: '/customers' },
  /** All versions of the opt-in, in pages: query `size`, `startingAfter`. */
  'settings/optIns': { method: 'GET', path: '/settings/advertisementOptIns' },
  /** The path goes on with the customer ID and `/hasAccess`; query `accessRightUniqueIds`, with commas: whether one of them is granted. */
  'accessRights/hasAccess': { method: 'GET', path: '/accessRights' },
  'sessions/createTransferToken': {
    method: 'POST',
    path: '/sessions/transferToken',
    body: z.object({ customerSession: z.string() }),
  },
  /** Query `transferToken`: answers the session that it stands for, once and for 30 s. */
  'sessions/redeemTransferToken': { method: 'GET', path: '/sessions/transferToken' },
  /** Query `size`: how many of the merchant's terms, of all versions. */
  'settings/terms': { method: 'GET', path: '/settings/termsAndConditions' },
  'sessions/validate': { method: 'GET', path: '/sessions/validate' },
  'sessions/customerData': { method: 'GET', path: '/sessions/customerData' },
} as const satisfies Record<string, { method: 'GET' | 'POST' | 'PUT'; path: string; body?: z.ZodMiniType }>;
export type Operation = keyof typeof operations;
