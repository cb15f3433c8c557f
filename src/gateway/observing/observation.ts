/** What the gateway tells of itself while it runs, for metrics: numbers, and values of short lists. */
import type { CallRecord, OperationRecord } from '../base/call-record.js';
import type { LogEventName, LogLevel } from '../base/log-events.js';
import type { Store } from '../base/ports.js';
import type { AuditType } from './audit-event.js';

export const circuitNames = ['processes', 'settings', 'customers'] as const;
/**
 * The parts of the hosted API that a circuit breaker shuts off by themselves. `settings` are read without a reader's doing, and prove whether the API
 * token works. `customers`: sessions, access rights, opt-ins.
 */
export type CircuitName = (typeof circuitNames)[number];

export const storeFaults = ['threw', 'timeout', 'paused'] as const;
/** How an operation of the store failed. `paused`: it was not asked, since it has just been too slow. */
export type StoreFault = (typeof storeFaults)[number];

export const consentStages = [
  'asked',
  'stored',
  'declined',
  'waiting',
  'expired',
  'displaced',
  'superseded',
  'ended',
] as const;
/**
 * What became of a consent. `asked`: a reader has chosen, either way; `waiting`: the hosted API did not store it, and it is tried again; `superseded`:
 * a newer choice counts; `ended`: the registration was given up, or has failed.
 */
export type ConsentStage = (typeof consentStages)[number];

/** One thing that has happened, told at once. What strangers can make up is in none of them. */
export type Observation =
  /** A call, or a question of the publisher's own server, has ended. */
  | { of: 'call'; record: CallRecord }
  /** An operation of the hosted API has ended, also one that no call waited for. */
  | { of: 'operation'; record: OperationRecord }
  /** A line of the log was made, whether or not the log wants its level. */
  | { of: 'line'; level: LogLevel; event: LogEventName }
  /** A circuit has opened or closed. */
  | { of: 'circuit'; circuit: CircuitName; isOpen: boolean }
  /** A call was held back by a limit; where `mode` is `log`, it would have been. */
  | { of: 'limit'; limit: string; mode: 'enforce' | 'log' | 'off' }
  /** Settings were used. `age`: seconds since they were read from the hosted API. `stale`: that fails, and an old copy stands in. */
  | { of: 'settings'; state: 'fresh' | 'stale' | 'emergency'; age: number }
  /** An answer has left that has to wait for its time. `isLate`: it had missed the first. */
  | { of: 'scheduled'; isLate: boolean }
  /** The store failed. */
  | { of: 'store'; operation: keyof Store; fault: StoreFault }
  | { of: 'consent'; stage: ConsentStage }
  /** `onAudit` did not take an event. */
  | { of: 'audit-failure'; type: AuditType };

/** Takes each observation, in order. It should only count: calls go on behind it. */
export type Observe = (observation: Observation) => void;
