import { expect, test } from 'vitest';
import { problemDetails } from '../../src/contract/answer.js';
import * as names from '../../src/contract/names.js';
import { problemByErrorCode, problemByStatus, problems } from '../../src/contract/problems.js';
import {
  hostedSalutations,
  loggingDataLimits,
  namePolicies,
  nextSteps,
  operations,
} from '../../src/contract/sso-api.js';

/** docs/hosted-api.md, "Error codes", row by row: the hosted API's number, what the browser is told, with which status. */
const errorCodes: [number: number, code: string, status: number][] = [
  [10003, 'sms-unavailable', 503],
  [20001, 'account-inactive', 403],
  [20005, 'wrong-credentials', 403],
  [20006, 'wrong-code', 403],
  [20007, 'email-taken', 400],
  [20008, 'username-taken', 400],
  [20009, 'registration-invalid', 400],
  [20010, 'flow-expired', 408],
  [20011, 'account-deactivated', 403],
  [20015, 'unknown-account', 404],
  [20022, 'account-blocked', 403],
  [20026, 'locked', 423],
  [20027, 'identifiers-mismatch', 400],
  [20028, 'signed-out', 401],
  [20030, 'removal-refused', 401],
  [20031, 'session-unknown', 400],
  [20040, 'flow-unknown', 404],
  [20041, 'flow-used', 412],
  [20042, 'flow-order', 428],
  [20043, 'flow-exhausted', 403],
  [20044, 'wrong-code', 403],
  [20046, 'data-missing', 400],
  [20059, 'email-missing', 400],
  [20060, 'name-missing', 400],
  [20061, 'username-missing', 400],
  [20066, 'third-party-refused', 403],
  [99400, 'invalid-data', 400],
  [99401, 'misconfigured', 502],
  [99404, 'upstream-failed', 502],
  [99429, 'rate-limited', 429],
  [99500, 'upstream-failed', 502],
  [99502, 'upstream-failed', 502],
  [99504, 'upstream-timeout', 504],
];

test.each(errorCodes)('error code %i is told as %s with status %i', (number, code, status) => {
  expect(problemByErrorCode[number]).toBe(code);
  expect(Object.entries(problems).find(([name]) => name === code)?.[1]).toBe(status);
});

test('no other error code is mapped', () => {
  expect(Object.keys(problemByErrorCode).map(Number).sort()).toEqual(errorCodes.map(([number]) => number).sort());
});

test.each<[number, string]>([
  [400, 'invalid-data'],
  [401, 'misconfigured'],
  [403, 'request-refused'],
  [404, 'flow-unknown'],
  [406, 'wrong-code'],
  [408, 'flow-expired'],
  [412, 'flow-used'],
  [423, 'locked'],
  [424, 'flow-used'],
  [428, 'flow-order'],
  [429, 'rate-limited'],
  [504, 'upstream-timeout'],
])('an error without a known number and of status %i is told as %s', (status, code) => {
  expect(problemByStatus[status]).toBe(code);
});

test.each([200, 409, 418, 500, 502, 503])('status %i says nothing by itself', (status) => {
  expect(problemByStatus[status]).toBeUndefined();
});

test.each<[string, number]>([
  ['already-registered', 409],
  ['opt-in-changed', 409],
  ['domain-not-allowed', 403],
  ['login-unavailable', 503],
  ['login-emergency', 503],
  ['invalid-request', 400],
  ['request-refused', 403],
  ['not-found', 404],
  ['method-not-allowed', 405],
  ['request-too-large', 413],
  ['not-json', 415],
  ['gateway-failed', 500],
  ['link-invalid', 400],
  ['link-used', 410],
  ['reset-finished', 409],
  ['email-needed', 403],
  ['email-mismatch', 403],
  ['transfer-refused', 403],
  ['connect-unavailable', 503],
  ['connect-misconfigured', 503],
])('the gateway itself says %s with status %i', (code, status) => {
  expect(Object.entries(problems).find(([name]) => name === code)?.[1]).toBe(status);
});

test('every code is one that some mapping or the gateway says', () => {
  expect(Object.keys(problems)).toHaveLength(50);
});

test('every code fits the schema of a problem, and no other does', () => {
  const problem = (code: string) => ({ type: 'about:blank', title: 't', status: 400, code, reference: 'r' });
  for (const code of Object.keys(problems)) expect(problemDetails.safeParse(problem(code)).success).toBe(true);
  expect(problemDetails.safeParse(problem('20005')).success).toBe(false);
});

test('a problem blames only known fields for known faults', () => {
  const problem = (fields: object) => ({
    type: 't',
    title: 't',
    status: 400,
    code: 'invalid-data',
    reference: 'r',
    fields,
  });
  expect(problemDetails.safeParse(problem({ password: 'too-long' })).success).toBe(true);
  expect(problemDetails.safeParse(problem({ authenticationData: 'invalid' })).success).toBe(false);
  expect(problemDetails.safeParse(problem({ password: 'hunter2' })).success).toBe(false);
});

test('the vocabularies are those of the protocol', () => {
  expect(names.processes).toEqual(['login', 'registration', 'account-connect', 'password-forgotten']);
  expect(names.steps).toEqual([
    'verify',
    'additional-data',
    'two-factor',
    'add-two-factor',
    'reset-password',
    'change-email',
  ]);
  expect(names.salutations).toEqual(['none', 'mrs', 'mr', 'diverse']);
  expect(names.requirements).toEqual(['none', 'optional', 'required']);
  expect(names.identifiers).toEqual(['customerId', 'subscriptionId', 'street', 'streetNumber', 'postcode', 'city']);
  expect(names.fieldFaults).toEqual(['missing', 'too-long', 'invalid', 'taken', 'country']);
  expect(names.fieldNames).toEqual([
    'identifier',
    'email',
    'password',
    'code',
    'username',
    'firstName',
    'lastName',
    'salutation',
    'mobileNumber',
    'customerId',
    'subscriptionId',
    'street',
    'streetNumber',
    'postcode',
    'city',
  ]);
  expect([names.maxLength, names.maxCode]).toEqual([100, 6]);
});

test('the vocabularies of the hosted API are those of its description', () => {
  expect(hostedSalutations).toEqual(['NONE', 'MRS', 'MR', 'COMPANY', 'DIVERSE']);
  expect([...namePolicies].sort()).toEqual([
    'LOGIN_OPTIONAL',
    'LOGIN_REQUIRED',
    'NONE',
    'OPTIONAL',
    'REGISTRATION_OPTIONAL',
    'REGISTRATION_OPTIONAL_LOGIN_REQUIRED',
    'REGISTRATION_REQUIRED',
    'REGISTRATION_REQUIRED_LOGIN_OPTIONAL',
    'REQUIRED',
  ]);
  expect([...nextSteps].sort()).toEqual([
    'ADDITIONAL_DATA',
    'ADD_TWO_FACTOR',
    'CHANGE_EMAIL',
    'EMAIL',
    'NONE',
    'RESET_PASSWORD',
    'SMS',
    'TWO_FACTOR',
    'VERIFY_TOKEN',
  ]);
  expect(loggingDataLimits).toEqual({ os: 100, browser: 200, source: 200, sourceUrl: 2000, ipAddress: 45, country: 2 });
});

test('the operations are all that the description has', () => {
  expect(Object.values(operations).map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /processes/settings/sso',
    'POST /processes/login/verify',
    'POST /processes/login/verifyTwoFactorAuth',
    'POST /processes/login/verifyResetPassword',
    'POST /processes/login/updateAdditionalData',
    'PUT /processes/login/changeSessions',
    'POST /processes/ssoProvider/verify',
    'POST /processes/registration/start',
    'POST /processes/registration/validate',
    'POST /processes/registration/resend',
    'POST /processes/registration/loginIdentifier/start',
    'POST /processes/registration/loginIdentifier/validate',
    'POST /processes/registration/loginIdentifier/resend',
    'POST /processes/passwordForgotten/sendToken',
    'POST /processes/passwordForgotten/resendToken',
    'POST /processes/passwordForgotten/verifyToken',
    'POST /processes/passwordForgotten/verifyTwoFactor',
    'POST /processes/passwordForgotten/resetPassword',
    'POST /processes/passwordForgotten/updateAdditionalData',
    'PUT /processes/passwordForgotten/changeSessions',
    'PUT /customers',
    'POST /sessions/transferToken',
    'GET /sessions/transferToken',
    'GET /sessions/validate',
    'GET /sessions/customerData',
  ]);
});
