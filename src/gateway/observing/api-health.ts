/** What this process has last seen of the hosted API, for whoever asks whether all is well. */
import type { Operation } from '../../contract/sso-api.js';
import type { CircuitName, Observation } from './observation.js';
import { faultOf, type OperationFault } from './operation-fault.js';

/** The hosted API, as this process has last seen it: nothing is asked for it. */
export interface ApiHealth {
  /** The last operation that was sent. Absent: none yet. */
  last?: { operation: Operation; outcome: 'worked' | OperationFault; secondsAgo: number };
  /** Whether the hosted API takes the API token. `unknown`: nothing was asked yet. */
  apiToken: 'accepted' | 'refused' | 'unknown';
  /** Operations for which the API token lacks a right. */
  missingRights: readonly Operation[];
  /** Readers are told of an emergency: the settings say so, or the hosted API refuses a token that has worked before. */
  emergency: boolean;
  /** Parts of it to which nothing is sent for the moment. */
  openCircuits: readonly CircuitName[];
}

export interface HealthNotes {
  readonly note: (observation: Observation) => void;
  readonly read: () => ApiHealth;
}

/** Ages are by a clock that nobody sets. */
export function createHealthNotes(): HealthNotes {
  let last: { operation: Operation; outcome: 'worked' | OperationFault; at: number } | undefined;
  let apiToken: ApiHealth['apiToken'] = 'unknown';
  let emergency = false;
  const missing = new Set<Operation>();
  const open = new Set<CircuitName>();

  function noteOperation(operation: Operation, fault: OperationFault | undefined): void {
    // Nothing was sent.
    if (fault === 'circuit-open') return;
    last = { operation, outcome: fault ?? 'worked', at: performance.now() };
    if (fault === 'right') missing.add(operation);
    else if (fault === undefined) missing.delete(operation);
    // A refusal is no proof that the token is good: with a bad one sessions are refused as if they were over.
    if (fault === undefined || fault === 'right') apiToken = 'accepted';
    else if (fault === 'token') apiToken = 'refused';
  }

  return {
    note(observation) {
      if (observation.of === 'operation') noteOperation(observation.record.operation, faultOf(observation.record));
      else if (observation.of === 'circuit') open[observation.isOpen ? 'add' : 'delete'](observation.circuit);
      else if (observation.of === 'settings' && observation.state !== 'stale')
        emergency = observation.state === 'emergency';
    },
    read: () => ({
      ...(last && {
        last: {
          operation: last.operation,
          outcome: last.outcome,
          secondsAgo: Math.round((performance.now() - last.at) / 1000),
        },
      }),
      apiToken,
      missingRights: [...missing],
      emergency,
      openCircuits: [...open],
    }),
  };
}
