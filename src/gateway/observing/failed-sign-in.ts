/** Which calls are a failed sign-in. */
import { type ProblemCode, problems } from '../../contract/problems.js';
import type { CallRecord } from '../base/call-record.js';

/** Calls by which somebody says who they are, and proves it. */
const proofs: ReadonlySet<string> = new Set([
  'login/start',
  'login/google',
  'login/two-factor',
  'password-forgotten/verify',
  'password-forgotten/verify-link',
  'password-forgotten/two-factor',
]);

/** What is wrong with a request, whoever sends it: nobody has tried to sign in. */
const malformed: ReadonlySet<string> = new Set<ProblemCode>([
  'invalid-request',
  'protocol-unknown',
  'request-refused',
  'not-found',
  'call-removed',
  'method-not-allowed',
  'request-too-large',
  'not-json',
]);

/** Whether somebody could not prove who they are, for whatever reason: the outcome is the code of the problem. */
export const isFailedSignIn = ({ route, outcome }: Pick<CallRecord, 'route' | 'outcome'>): boolean =>
  proofs.has(route) && Object.hasOwn(problems, outcome) && !malformed.has(outcome);
