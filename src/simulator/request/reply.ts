/** Replies, and refusals with the hosted API's error codes. */
import type { Operation } from '../../contract/sso-api.js';

export interface OperationReply {
  status: number;
  /** `undefined` for a reply without a body. */
  body: unknown;
  headers?: Readonly<Record<string, string>>;
}
export const reply = (status: number, body: unknown): OperationReply => ({ status, body });

/** Code → status and message (docs/hosted-api.md, "Error codes"). */
const errors = {
  10003: [412, 'SMS is not set up'],
  20001: [403, 'Customer is not active'],
  20005: [403, 'Login data is wrong'],
  20006: [403, 'Two-factor code is wrong'],
  20007: [400, 'E-mail address is already registered'],
  20008: [400, 'User name is already taken'],
  20009: [400, 'Registration request is invalid'],
  20010: [408, 'The process timed out'],
  20011: [403, 'Customer is deactivated'],
  20015: [404, 'No such customer'],
  20022: [403, 'Customer is blocked and must reset the password'],
  20026: [423, 'Registration is locked for a moment'],
  20027: [400, 'E-mail address and customer ID do not fit together'],
  20028: [401, 'Customer session is invalid'],
  20030: [401, 'Session removal is not allowed'],
  20031: [400, 'Session to remove was not found'],
  20040: [404, 'Step token was not found'],
  20041: [412, 'Token was already used'],
  20042: [428, 'Steps are out of order'],
  20043: [403, 'Step token was used too often'],
  20044: [403, 'Verification code is wrong'],
  20046: [400, 'Required additional data is missing'],
  20059: [400, 'E-mail address is missing'],
  20060: [400, 'Name is missing'],
  20061: [400, 'User name is missing'],
  20066: [403, 'Third-party sign-in data is invalid'],
  99400: [400, 'Invalid data'],
  99401: [401, 'API token is missing or invalid'],
  99404: [404, 'Not found'],
  99429: [429, 'Rate limit reached'],
} as const satisfies Record<number, readonly [status: number, message: string]>;
export type ErrorCode = keyof typeof errors;

/** Where an operation (sso-api.openapi.yaml) does not declare a code's usual status, the nearest one that it declares. */
const statusByOperation: Partial<Record<Operation, Partial<Record<ErrorCode, number>>>> = {
  // "Refused: … wrong or inapplicable token"
  'login/verifyTwoFactorAuth': { 20040: 403 },
  // "Token reused, customer blocked …"
  'login/verifyResetPassword': { 20001: 412, 20011: 412, 20022: 412 },
  'login/updateAdditionalData': { 20001: 412, 20011: 412, 20022: 412 },
  // No 412 is declared for these.
  'registration/validate': { 20041: 403 },
  'loginIdentifier/start': { 10003: 400 },
  'passwordForgotten/sendToken': { 10003: 400 },
  // No 404 is declared for these: "wrong or inapplicable token".
  'registration/resend': { 20040: 403 },
  'loginIdentifier/resend': { 20040: 403 },
  // Password-forgotten has 412 for a blocked customer, and its last operation declares no 403 at all.
  'passwordForgotten/resendToken': { 20022: 412 },
  'passwordForgotten/verifyToken': { 20022: 412, 20044: 406 },
  'passwordForgotten/verifyTwoFactor': { 20022: 412 },
  'passwordForgotten/resetPassword': { 20022: 412 },
  'passwordForgotten/updateAdditionalData': { 20001: 412, 20011: 412, 20022: 412 },
  // "Conflict with another customer" has no code of its own.
  'customers/optIns': { 20007: 409 },
};

/** `value` repeats the input, as in the hosted API (docs/hosted-api.md, "Traps" 10). */
export interface ValidationError {
  field: string;
  error: string;
  value: string;
}

/** Ends an operation with an error code. `status` overrides the usual one, where an operation has two for the same code. */
export class Refusal extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly more: { validationErrors?: ValidationError[]; retryAfter?: number; status?: number } = {},
  ) {
    super(errors[code][1]);
  }

  reply(operation?: Operation): OperationReply {
    const { validationErrors, retryAfter, status } = this.more;
    return {
      status: status ?? (operation && statusByOperation[operation]?.[this.code]) ?? errors[this.code][0],
      body: { errorCode: this.code, errorMessage: this.message, ...(validationErrors && { validationErrors }) },
      ...(retryAfter !== undefined && { headers: { 'retry-after': String(retryAfter) } }),
    };
  }
}

/** Returns a 400/99400 with one invalid field. */
export const invalidField = (field: string, error: string, value: unknown): Refusal =>
  new Refusal(99400, { validationErrors: [{ field, error, value: typeof value === 'string' ? value : '' }] });
