/** What `onAudit` gets of a call that has ended. */
import type { CallRecord, ConsentNote, ObserveCall, OperationRecord, PersonalRecord } from './base/call-record.js';
import { isoTime, type Log } from './base/log.js';
import type { AuditEvent, OnAudit } from './observing/audit-event.js';
import { createAuditHook } from './observing/audit-hook.js';
import { isFailedSignIn } from './observing/failed-sign-in.js';
import type { Observe } from './observing/observation.js';
import { createQuiet } from './observing/observe.js';

type Operation = OperationRecord['operation'];

/** Operations after which there is an account, whatever becomes of the answer → the process. */
const registrations: Partial<Record<Operation, 'registration' | 'account-connect'>> = {
  'registration/validate': 'registration',
  'loginIdentifier/validate': 'account-connect',
};
/** Operations after which the password is a new one. */
const resets: ReadonlySet<Operation> = new Set(['login/verifyResetPassword', 'passwordForgotten/resetPassword']);

/** What has been done by an operation that worked. */
export function deedOf({
  operation,
  code,
}: OperationRecord): 'registration' | 'account-connect' | 'password-reset' | undefined {
  if (code !== undefined) return undefined;
  return resets.has(operation) ? 'password-reset' : registrations[operation];
}

type OfCall = Extract<AuditEvent, { reference: string }>;
type Common = Pick<OfCall, 'at' | 'reference' | 'route' | 'account' | 'address' | 'customerId'>;

const customer = (customerId: string | undefined) => customerId !== undefined && { customerId };

function failed(record: CallRecord, common: Common): AuditEvent {
  const { outcome, operations } = record;
  const cause = operations.findLast(({ code }) => code !== undefined)?.code;
  return { type: 'sign-in-failed', ...common, outcome, ...(cause !== undefined && cause !== outcome && { cause }) };
}

function consented(common: Common, { result, customerId, ...choice }: ConsentNote): AuditEvent {
  const of = { type: 'consent' as const, ...common, ...customer(customerId), ...choice };
  return result ? { ...of, phase: 'outcome', ...result } : { ...of, phase: 'asked' };
}

/** In the order in which they have happened, as far as that is known. */
function* eventsOf(
  record: CallRecord,
  { customerId, endedCustomers, consents }: PersonalRecord,
  at: string,
): Generator<AuditEvent> {
  const { reference, route, account, address } = record;
  const common: Common = {
    at,
    reference,
    route,
    ...(account !== undefined && { account }),
    ...(address !== undefined && { address }),
    ...customer(customerId),
  };
  for (const deed of record.operations.map(deedOf)) {
    if (deed === 'password-reset') yield { type: deed, ...common };
    else if (deed) yield { type: 'registration', ...common, process: deed };
  }
  for (const consent of consents) yield consented(common, consent);
  for (const [index, { why, account: whose }] of record.ended.entries()) {
    const { account: _own, customerId: _id, ...rest } = common;
    // A session that was ended at the session limit is another one of the same account.
    const theirs = endedCustomers[index] ?? (why === 'session-limit' ? customerId : undefined);
    yield { type: 'session-ended', ...rest, ...(whose !== undefined && { account: whose }), ...customer(theirs), why };
  }
  if (record.signedIn) yield { type: 'sign-in', ...common };
  else if (isFailedSignIn(record)) yield failed(record, common);
}

/** Without `onAudit` nobody observes. `now` in milliseconds since 1970. */
export function auditCalls(given: {
  onAudit: OnAudit | undefined;
  log: Log;
  observe: Observe;
  now: () => number;
}): ObserveCall[] {
  const { onAudit, log, observe, now } = given;
  if (!onAudit) return [];
  const mayLog = createQuiet();
  let lost = 0;
  const tell = createAuditHook(onAudit, ({ type }, error) => {
    observe({ of: 'audit-failure', type });
    lost += 1;
    if (!mayLog()) return;
    const name = error instanceof Error ? error.name : typeof error;
    log({ level: 'error', event: 'on-audit-failed', type, name, times: lost });
    lost = 0;
  });
  return [
    (record, personal) => {
      for (const event of eventsOf(record, personal, isoTime(now))) tell(event);
    },
  ];
}
