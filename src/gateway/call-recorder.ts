/** Makes the record of each call that has ended, and hands it to whoever observes calls, the log first. */
import { BoundedMap } from './base/bounded-map.js';
import type { CallNotes, CallRecord, ObserveCall, PersonalRecord, SessionEnding } from './base/call-record.js';
import { type Log, type LogEvent, wantsLevel } from './base/log.js';
import type { Observe } from './observing/observation.js';
import type { RequestContext } from './request/request-context.js';

/** Readers whose keyed hash is kept: who looks at one page soon looks at another. Only their own sessions bring them here. */
const keptReaders = 1000;

/** What the notes do not have. */
export type CallEnd = Pick<CallRecord, 'route' | 'method' | 'status' | 'outcome'>;

/** What is recorded of a request. */
type Recorded = Pick<RequestContext, 'facts' | 'notes'>;

interface Names {
  keyOf(identifier: string): Promise<string>;
  addressKeyOf(address: string | undefined): Promise<string | undefined>;
}

/** Writes two kinds of lines: `session-ended` for each session, and `call`. Times are whole milliseconds. */
export function logCalls(log: Log): ObserveCall[] {
  if (!wantsLevel(log, 'info')) return [];
  /** Leaves out what is not known. Members are set one by one: to spread small objects into each other costs several times as much. */
  const write = (line: LogEvent, more: Readonly<Record<string, string | number | true | undefined>>) => {
    for (const name in more) if (more[name] !== undefined) line[name] = more[name];
    log(line);
  };
  return [
    ({ reference, route, method, status, outcome, milliseconds, operations, account, address, signedIn, ended }) => {
      for (const { why, account: whose } of ended)
        write({ level: 'info', event: 'session-ended', route, why }, { account: whose, address, reference });
      const failed = operations.findLast(({ code }) => code !== undefined);
      write(
        { level: 'info', event: 'call', route },
        {
          method,
          status,
          outcome,
          milliseconds: Math.round(milliseconds),
          operations: operations.length,
          operationMilliseconds: Math.round(operations.reduce((sum, each) => sum + each.milliseconds, 0)),
          failed: failed?.operation,
          cause: failed?.cause,
          signedIn: signedIn || undefined,
          account,
          address,
          reference,
        },
      );
    },
  ];
}

/** Tells whoever observes the gateway. */
export const tellCalls = ({ observe, isObserved }: { observe: Observe; isObserved: boolean }): ObserveCall[] =>
  isObserved ? [(record) => observe({ of: 'call', record })] : [];

/** Returns what is called when a call has ended. It never rejects: a record that fails stops no answer. */
export function createCallRecorder(names: Names, observers: readonly ObserveCall[]) {
  const readers = new BoundedMap<string, string>(keptReaders);

  async function ofReader({ email, username, id }: NonNullable<CallNotes['customer']>): Promise<string> {
    const known = email ?? username ?? id;
    const kept = readers.get(known);
    if (kept !== undefined) return kept;
    const name = await names.keyOf(known);
    readers.set(known, name);
    return name;
  }

  async function accountOf({ account, typed, customer }: CallNotes): Promise<string | undefined> {
    if (account !== undefined) return account;
    if (typed !== undefined) return names.keyOf(typed);
    return customer && ofReader(customer);
  }

  async function recordOf({ facts, notes }: Recorded, end: CallEnd): Promise<CallRecord> {
    const { reference, began, operations, signedIn = false } = notes;
    const milliseconds = performance.now() - began;
    const account = await accountOf(notes);
    const address = await names.addressKeyOf(facts.address);
    const ended: { why: SessionEnding; account?: string }[] = [];
    for (const { why, customer } of notes.ended) {
      // At the session limit it is the same account's. Of others that nobody is known of, nobody is said.
      const whose = customer ? await ofReader(customer) : why === 'session-limit' ? account : undefined;
      ended.push({ why, ...(whose !== undefined && { account: whose }) });
    }
    return {
      reference,
      ...end,
      milliseconds,
      operations,
      ...(account !== undefined && { account }),
      ...(address !== undefined && { address }),
      signedIn,
      ended,
    };
  }

  function personalOf({ customer, ended, consents }: CallNotes): PersonalRecord {
    return {
      ...(customer && { customerId: customer.id }),
      endedCustomers: ended.map((each) => each.customer?.id),
      consents,
    };
  }

  return async (context: Recorded, end: CallEnd): Promise<void> => {
    if (observers.length === 0) return;
    let record: CallRecord;
    try {
      record = await recordOf(context, end);
    } catch {
      return;
    }
    const personal = personalOf(context.notes);
    for (const observe of observers) {
      try {
        observe(record, personal);
      } catch {
        // What observes calls stops none, and keeps nothing from the others.
      }
    }
  };
}
