/** Why operations of the hosted API fail, in a few classes: causes on the log are many. */
import type { OperationRecord } from '../base/call-record.js';

/**
 * `refused`: what a reader entered, or a flow, a session that is over: the hosted API works. `token`: it refuses the API token, or there is none. `right`: the
 * token lacks a right. `unexpected`: it replied with what the contract does not have.
 */
export const operationFaults = [
  'refused',
  'rate-limited',
  'token',
  'right',
  'network',
  'timeout',
  'server-error',
  'circuit-open',
  'unexpected',
] as const;
export type OperationFault = (typeof operationFaults)[number];

/** `undefined`: it worked. */
export function faultOf({ code, cause = '', lacks }: OperationRecord): OperationFault | undefined {
  if (code === undefined) return undefined;
  if (lacks !== undefined) return lacks;
  switch (code) {
    case 'misconfigured':
      return 'token';
    case 'rate-limited':
      return 'rate-limited';
    case 'upstream-timeout':
      return 'timeout';
    case 'gateway-failed':
      return 'unexpected';
    case 'upstream-failed':
      break;
    default:
      return 'refused';
  }
  if (cause === 'circuit open') return 'circuit-open';
  if (cause.startsWith('HTTP')) return cause.startsWith('HTTP 5') ? 'server-error' : 'unexpected';
  // The code of an error, as ECONNREFUSED, or its name, as TypeError; words of ours begin small.
  return /^[A-Z]/.test(cause) ? 'network' : 'unexpected';
}
