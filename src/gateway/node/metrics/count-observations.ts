/** Observations → what the metrics of the table count. Labels have values of short lists alone. */
import { operations } from '../../../contract/sso-api.js';
import { type CallRecord, type OperationRecord, sessionEndings } from '../../base/call-record.js';
import { logEvents } from '../../base/log-events.js';
import { callOutcomes, callRoutes } from '../../call-labels.js';
import { deedOf } from '../../call-audit.js';
import { auditTypes } from '../../observing/audit-event.js';
import { isFailedSignIn } from '../../observing/failed-sign-in.js';
import {
  circuitNames,
  consentStages,
  type Observation,
  type Observe,
  storeFaults,
} from '../../observing/observation.js';
import { faultOf, operationFaults } from '../../observing/operation-fault.js';
import type { MetricName } from './metric-table.js';

/** Adds, sets or observes a value. */
export type Meter = (labels: Readonly<Record<string, string>>, value: number) => void;
export type Meters<N extends string> = Readonly<Record<N, Meter>>;

const routes: ReadonlySet<string> = new Set(callRoutes);
const outcomes: ReadonlySet<string> = new Set(callOutcomes);
/** Stands for what is in no list: a slip of ours, which must not let strangers make series. */
const listed = (list: ReadonlySet<string>, value: string) => (list.has(value) ? value : 'other');

const classOf = (status: number | undefined) => (status === undefined ? 'none' : `${Math.floor(status / 100)}xx`);
const seconds = (milliseconds: number) => milliseconds / 1000;

/** What an alert looks for has to be there before it happens: Prometheus sees no increase in what begins with 1. */
function begin(meters: Meters<MetricName>): void {
  for (const why of sessionEndings) meters.sso_gateway_sessions_ended_total({ why }, 0);
  for (const circuit of circuitNames) meters.sso_gateway_api_circuit_open({ circuit }, 0);
  for (const stage of consentStages) meters.sso_gateway_consents_total({ stage }, 0);
  for (const type of auditTypes) meters.sso_gateway_audit_failures_total({ type }, 0);
  for (const process of ['registration', 'account-connect']) meters.sso_gateway_registrations_total({ process }, 0);
  for (const operation of ['get', 'set', 'add', 'delete'])
    for (const cause of storeFaults) meters.sso_gateway_store_failures_total({ operation, cause }, 0);
  for (const operation of Object.keys(operations))
    for (const cause of operationFaults) meters.sso_gateway_api_failures_total({ operation, cause }, 0);
  for (const [event, { levels }] of Object.entries(logEvents))
    for (const level of levels) meters.sso_gateway_log_lines_total({ level, event }, 0);
  for (const name of [
    'sso_gateway_password_resets_total',
    'sso_gateway_scheduled_answers_total',
    'sso_gateway_scheduled_answers_late_total',
    'sso_gateway_emergency',
    'sso_gateway_settings_stale',
  ] as const)
    meters[name]({}, 0);
  meters.sso_gateway_sign_in_failures_total({ outcome: 'wrong-credentials' }, 0);
}

function countCall(meters: Meters<MetricName>, record: CallRecord): void {
  const route = listed(routes, record.route);
  const outcome = listed(outcomes, record.outcome);
  meters.sso_gateway_calls_total({ route, outcome, status: classOf(record.status) }, 1);
  meters.sso_gateway_call_duration_seconds({ route }, seconds(record.milliseconds));
  if (record.signedIn) meters.sso_gateway_sign_ins_total({ route }, 1);
  else if (isFailedSignIn(record)) meters.sso_gateway_sign_in_failures_total({ outcome }, 1);
  for (const { why } of record.ended) meters.sso_gateway_sessions_ended_total({ why }, 1);
  for (const deed of record.operations.map(deedOf)) {
    if (deed === 'password-reset') meters.sso_gateway_password_resets_total({}, 1);
    else if (deed) meters.sso_gateway_registrations_total({ process: deed }, 1);
  }
}

function countOperation(meters: Meters<MetricName>, record: OperationRecord): void {
  const { operation, milliseconds } = record;
  const cause = faultOf(record);
  if (cause !== 'circuit-open') meters.sso_gateway_api_operation_duration_seconds({ operation }, seconds(milliseconds));
  if (cause) meters.sso_gateway_api_failures_total({ operation, cause }, 1);
}

/** Returns what takes observations. It throws what a meter throws. */
export function countObservations(meters: Meters<MetricName>): Observe {
  begin(meters);
  const counting: { [O in Observation['of']]: (observation: Extract<Observation, { of: O }>) => void } = {
    call: ({ record }) => countCall(meters, record),
    operation: ({ record }) => countOperation(meters, record),
    line: ({ level, event }) => meters.sso_gateway_log_lines_total({ level, event }, 1),
    circuit: ({ circuit, isOpen }) => meters.sso_gateway_api_circuit_open({ circuit }, Number(isOpen)),
    limit: ({ limit, mode }) => meters.sso_gateway_limits_reached_total({ limit, mode }, 1),
    settings({ state, age }) {
      meters.sso_gateway_settings_age_seconds({}, age);
      meters.sso_gateway_settings_stale({}, Number(state === 'stale'));
      if (state !== 'stale') meters.sso_gateway_emergency({}, Number(state === 'emergency'));
    },
    scheduled({ isLate }) {
      meters.sso_gateway_scheduled_answers_total({}, 1);
      if (isLate) meters.sso_gateway_scheduled_answers_late_total({}, 1);
    },
    store: ({ operation, fault }) => meters.sso_gateway_store_failures_total({ operation, cause: fault }, 1),
    consent: ({ stage }) => meters.sso_gateway_consents_total({ stage }, 1),
    'audit-failure': ({ type }) => meters.sso_gateway_audit_failures_total({ type }, 1),
  };
  // The table pairs each kind with its own observation, which the compiler cannot follow through a kind that varies.
  return (observation) => (counting[observation.of] as (observation: Observation) => void)(observation);
}
