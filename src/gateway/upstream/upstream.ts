/** The client of the hosted SSO API: one host, a fixed list of operations, every reply validated against the contract. */
import type * as z from 'zod/mini';
import { type Operation, type operations } from '../../contract/sso-api.js';
import type { OperationRecord } from '../base/call-record.js';
import { type Behalf, createDeadline, type Deadline, inTime, logFor, within, withSignal } from '../base/deadline.js';
import { Failure } from '../base/failure.js';
import type { Log } from '../base/log.js';
import type { Fetch } from '../base/ports.js';
import type { Observe } from '../observing/observation.js';
import { unlessAborted } from '../base/unless-aborted.js';
import { type ApiTokens, createApiTokens } from './api-token.js';
import { CircuitOpen } from './circuit.js';
import { createCircuits } from './circuits.js';
import { addressOf, createExchange, type HostedReply, type Sending } from './exchange.js';
import { createMissingRights } from './missing-rights.js';
import { reasonOf } from './network-errors.js';
import { logOperation, type OperationLog } from './operation-log.js';
import { type Details, readReply } from './read-reply.js';

type RequestOf<O extends Operation> = (typeof operations)[O] extends { body: infer S extends z.ZodMiniType }
  ? { body: z.infer<S> }
  : { body?: never };

/** What an operation is called with, and the schema of its successful replies. */
export type UpstreamCall<O extends Operation, S> = RequestOf<O> & {
  reply: z.ZodMiniType<S>;
  /** Appended to the operation's path, encoded. */
  segment?: string | readonly string[];
  query?: Readonly<Record<string, string | undefined>>;
  /** Of the browser's request that it is made for. Without one, as for work that others share, it has the gateway's whole `timeout`. */
  deadline?: Deadline;
  /** Where there is no deadline: the first of the requests that share it. */
  behalf?: Behalf;
  /** Milliseconds; only shorter than what the deadline leaves has an effect. */
  timeout?: number;
};

/** The hosted API's operations. */
export interface Upstream {
  /** Returns the validated reply. Throws `Failure` for everything else, and logs it. */
  call<O extends Operation, S>(operation: O, call: UpstreamCall<O, S>): Promise<S>;
}

/** Milliseconds that a reader waits to find out why the API token was refused. */
const proofTimeout = 2000;

/** Creates the client. `timeout` in milliseconds; `now` in milliseconds since 1970; `language`: of the settings that prove that a token works. */
export function createUpstream(options: {
  apiUrl: string;
  apiToken: string | (() => string | Promise<string>) | ApiTokens;
  fetch: Fetch;
  now: () => number;
  timeout: number;
  log: Log;
  observe?: Observe;
  language?: string;
}): Upstream {
  const { apiUrl, apiToken, log, observe, now, language = 'en' } = options;
  const tokens = typeof apiToken === 'object' ? apiToken : createApiTokens(apiToken);
  const exchange = createExchange(options.fetch);
  const circuits = createCircuits(options);
  const logOf = (deadline: Deadline): Log => logFor(deadline, log);

  const rights = createMissingRights({
    now,
    async works(token, deadline) {
      const url = addressOf(apiUrl, 'settings', [], { language });
      const own = within(deadline, Math.min(proofTimeout, options.timeout));
      return (
        await inTime(own, (signal) =>
          exchange('settings', { url, body: undefined, token, signal, log: logOf(deadline) }),
        )
      ).ok;
    },
  });

  /** Throws `misconfigured`, which without a status of the hosted API's is no sign of an emergency. */
  async function tokenFor(operation: Operation, deadline: Deadline): Promise<string> {
    try {
      return await tokens.current(deadline);
    } catch (error) {
      logOf(deadline)({ level: 'error', event: 'api-token-failed', operation, reason: reasonOf(error) });
      throw new Failure('misconfigured');
    }
  }

  /** Throws what the log has got to know. */
  async function reach(operation: Operation, sending: Sending, notes: OperationLog): Promise<HostedReply> {
    const { signal } = sending;
    const isLate = () => signal.aborted;
    // What has begun may be done by the hosted API, though nobody waits for its reply: it is not even begun where that is sure.
    if (isLate()) throw notes.failed(new Failure('upstream-timeout'), { reason: 'not sent' });
    try {
      return await circuits.run(operation, signal, () => unlessAborted(exchange(operation, sending), signal));
    } catch (error) {
      if (error instanceof CircuitOpen) throw notes.failed(error, { reason: 'circuit open' });
      const timedOut = isLate() || (error instanceof Failure && error.code === 'upstream-timeout');
      throw notes.failed(new Failure(timedOut ? 'upstream-timeout' : 'upstream-failed'), { reason: reasonOf(error) });
    }
  }

  /** A token that is refused, or that lacks a right: as far as there is time to find out. */
  async function noteRefusal(
    operation: Operation,
    token: string,
    deadline: Deadline,
    failure: Failure,
    notes: OperationLog,
    of: Details,
  ) {
    const judged = await rights.judge(operation, token, deadline);
    if (judged === 'missing') notes.rightMissing(of);
    else if (judged === 'known') notes.rightStillMissing(failure, of);
    else notes.tokenRefused(failure, of);
  }

  async function call<O extends Operation, S>(
    operation: O,
    { body, reply: schema, segment = [], query, timeout }: UpstreamCall<O, S>,
    whole: Deadline,
    notes: OperationLog,
  ): Promise<S> {
    const requestLog = logOf(whole);
    const url = addressOf(apiUrl, operation, [segment].flat(), query);
    const own = timeout === undefined || timeout >= options.timeout ? whole : within(whole, timeout);
    let token = await tokenFor(operation, own);
    const ask = async () => {
      const reply = await withSignal(own, (signal) =>
        reach(operation, { url, body, token, signal, log: requestLog }, notes),
      );
      return readReply(operation, reply, schema, now());
    };
    let read = await ask();
    if ('failure' in read && read.failure.code === 'misconfigured' && tokens.canChange) {
      const before = token;
      token = await tokenFor(operation, own);
      // The hosted API has done nothing, so with another token even what is not to be repeated is sent again.
      if (token !== before) read = await ask();
    }
    if ('value' in read) return read.value;
    const { failure, details } = read;
    if (failure.code !== 'misconfigured') throw notes.failed(failure, details);
    await noteRefusal(operation, token, own, failure, notes, details);
    throw failure;
  }

  return {
    async call(operation, given) {
      const { deadline = createDeadline(options.timeout, given.behalf) } = given;
      const { behalf } = deadline;
      const notes = logOperation(operation, { log: logOf(deadline), now });
      const started = performance.now();
      const note = (failed: Partial<OperationRecord> = {}) => {
        const record = { operation, milliseconds: performance.now() - started, ...failed };
        behalf?.noteOperation(record);
        observe?.({ of: 'operation', record });
      };
      try {
        const value = await call(operation, given, deadline, notes);
        note();
        return value;
      } catch (error) {
        note({ code: error instanceof Failure ? error.code : 'gateway-failed', ...notes.why() });
        throw error;
      }
    },
  };
}
