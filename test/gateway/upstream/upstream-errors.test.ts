/** Every refusal that the hosted API's description allows, at every operation, through the gateway: the problem that a call returns. */
import { expect, test } from 'vitest';
import { problemByErrorCode } from '../../../src/contract/problems.js';
import { operations, type Operation } from '../../../src/contract/sso-api.js';
import { error } from '../support/harness.js';
import { described, drives, endings, pathOf, refusals, world } from '../support/refusing.js';

/** docs/hosted-api.md, "Error codes": number → its statuses, and the problem that a call returns. */
const codes: Record<number, [statuses: number[], problem: string]> = {
  10003: [[412], 'sms-unavailable'],
  20001: [[403], 'account-inactive'],
  20005: [[403], 'wrong-credentials'],
  20006: [[403], 'wrong-code'],
  20007: [[400], 'email-taken'],
  20008: [[400], 'username-taken'],
  20009: [[400], 'registration-invalid'],
  20010: [[408], 'flow-expired'],
  20011: [[403], 'account-deactivated'],
  20015: [[404], 'unknown-account'],
  20022: [[403, 412], 'account-blocked'],
  20026: [[423], 'locked'],
  20027: [[400], 'identifiers-mismatch'],
  20028: [[401], 'signed-out'],
  20030: [[401], 'removal-refused'],
  20031: [[400], 'session-unknown'],
  20040: [[404], 'flow-unknown'],
  20041: [[412, 401, 424], 'flow-used'],
  20042: [[428], 'flow-order'],
  20043: [[403], 'flow-exhausted'],
  20044: [[403, 406], 'wrong-code'],
  20046: [[400], 'data-missing'],
  20059: [[400], 'email-missing'],
  20060: [[400], 'name-missing'],
  20061: [[400], 'username-missing'],
  20066: [[403], 'third-party-refused'],
  99400: [[400], 'invalid-data'],
  99401: [[401], 'misconfigured'],
  99404: [[404], 'upstream-failed'],
  99429: [[429], 'rate-limited'],
  99500: [[500], 'upstream-failed'],
  99502: [[502], 'upstream-failed'],
  99504: [[504], 'upstream-timeout'],
};
/** A status whose body has no number, or an unknown one → the problem that a call returns. */
const bare: Record<number, string> = {
  400: 'invalid-data',
  401: 'misconfigured',
  403: 'request-refused',
  404: 'flow-unknown',
  406: 'wrong-code',
  408: 'flow-expired',
  409: 'upstream-failed',
  412: 'flow-used',
  423: 'locked',
  424: 'flow-used',
  428: 'flow-order',
  429: 'rate-limited',
  500: 'upstream-failed',
  502: 'upstream-failed',
  504: 'upstream-timeout',
};
/** Where an operation means something else by a number, or by a bare status (Traps 8 and 9). */
const otherwise: Partial<Record<Operation, Record<number | string, string>>> = {
  'login/verify': { 20015: 'wrong-credentials', 404: 'wrong-credentials' },
  'login/changeSessions': { 401: 'removal-refused' },
  'passwordForgotten/changeSessions': { 401: 'removal-refused' },
  // The password is changed already: no step of another flow is over like this.
  'passwordForgotten/resetPassword': { '401 bare': 'reset-finished', '401 20041': 'reset-finished' },
  'passwordForgotten/verifyToken': { '424 bare': 'reset-finished', '424 20041': 'reset-finished' },
  'passwordForgotten/sendToken': { 404: 'unknown-account' },
  'registration/start': { 412: 'sms-unavailable' },
  'loginIdentifier/start': {
    20015: 'identifiers-mismatch',
    20040: 'identifiers-mismatch',
    99404: 'identifiers-mismatch',
    404: 'identifiers-mismatch',
  },
  'loginIdentifier/validate': { 20015: 'identifiers-mismatch' },
  'customers/readOptIns': { 404: 'unknown-account' },
  'sessions/createTransferToken': { 401: 'signed-out' },
  'sessions/redeemTransferToken': {
    400: 'transfer-refused',
    401: 'transfer-refused',
    412: 'transfer-refused',
    20028: 'transfer-refused',
    20041: 'transfer-refused',
    99400: 'transfer-refused',
  },
  // Only what is wrong with the hosted API itself is told.
  'settings/terms': Object.fromEntries(
    [400, 401].flatMap((status) => [
      ['400 bare', 'upstream-failed'],
      ...Object.entries(codes)
        .filter(([number, [statuses]]) => statuses.includes(status) && number !== '99401')
        .map(([number]) => [`${status} ${number}`, 'upstream-failed']),
    ]),
  ),
  // Whoever is signed in stays so, unless the API refuses the session and takes another call with the same API token.
  'sessions/validate': Object.fromEntries(
    [400, 401, 404].flatMap((status) => [
      [`${status} bare`, 'signedOut'],
      ...Object.entries(codes)
        .filter(([number, [statuses]]) => statuses.includes(status) && number !== '99401')
        .map(([number]) => [`${status} ${number}`, 'signedOut']),
    ]),
  ),
};
/** What these fail at, the reader's way does not depend on: what is answered all the same. */
const unharmed: Partial<Record<Operation, string>> = {
  'customers/optIns': 'session',
  'sessions/customerData': 'session',
  'sessions/validate': 'session',
};

test('every operation of the description is driven', () => {
  const all = Object.entries(described).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const driven = (Object.keys(drives) as Operation[]).map((name) => `${operations[name].method} ${pathOf(name)}`);
  expect([...driven].sort()).toEqual([...all].sort());
});

test('every number that is mapped is in the table, and every status of the description, too', () => {
  expect(Object.keys(codes)).toEqual(Object.keys(problemByErrorCode));
  const statuses = new Set((Object.keys(drives) as Operation[]).flatMap(refusals));
  expect([...statuses].filter((status) => !bare[status])).toEqual([]);
});

test.each(Object.keys(drives) as Operation[])('each refusal of %s is the problem of the table', async (operation) => {
  const drive = drives[operation];
  const path = operations[operation].path + (endings[operation] ? '/' : '');
  const meant = otherwise[operation] ?? {};
  const returned: Record<string, string | undefined> = {};
  const expected: Record<string, string | undefined> = {};
  for (const status of refusals(operation)) {
    const numbers = Object.keys(codes).map(Number);
    for (const number of [undefined, 12345, ...numbers.filter((each) => codes[each]![0].includes(status))]) {
      const known = number !== undefined && codes[number] ? number : undefined;
      const name = `${status} ${number ?? 'bare'}`;
      const { code, kind } = await drive(world(), path, () => error(status, number));
      returned[name] = code ?? kind;
      expected[name] =
        meant[`${status} ${known ?? 'bare'}`] ??
        meant[known ?? status] ??
        unharmed[operation] ??
        (known ? codes[known]![1] : bare[status]);
    }
  }
  expect(returned).toEqual(expected);
});
