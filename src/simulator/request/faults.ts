/** Switches that spoil the next answers: what no state of the hosted API brings about on command. */
import type { Operation } from '../../contract/sso-api.js';
import { writeJson } from '../../contract/lossless.js';

/** What goes wrong. Only `slow` leaves the answer as it is. */
export type FaultKind =
  /** Milliseconds of waiting before the answer. */
  | { slow: number }
  /** A page of HTML instead of JSON. `status` is 502 by default. */
  | { broken: true; status?: number }
  /** The body ends in the middle. */
  | { truncated: true }
  /** An error reply instead of the work; without `errorCode` its body is empty. */
  | { status: number; errorCode?: number; retryAfter?: number }
  /** Any other reply instead of the work; a text is sent as it is. */
  | { body: unknown; status?: number }
  /** No connection: `fetch` rejects and nothing is done. */
  | { network: true }
  /** The work is done, but the connection breaks before the answer. */
  | { lost: true };

export type Fault = FaultKind & {
  /** Only answers to this operation. Absent: any. */
  operation?: Operation;
  /** How many answers. Default 1. */
  times?: number;
};

/** On every answer that a fault made, not the state. */
export const forcedHeader = 'x-simulator-forced';

/** Takes the first fault for this operation off the list. */
export function takeFault(faults: Fault[], operation: Operation | undefined): Fault | undefined {
  const fault = faults.find((each) => each.operation === undefined || each.operation === operation);
  if (!fault) return undefined;
  fault.times = (fault.times ?? 1) - 1;
  if (fault.times < 1) faults.splice(faults.indexOf(fault), 1);
  return fault;
}

const forced = (body: string, status: number, type: string, more: Record<string, string> = {}): Response =>
  new Response(body, { status, headers: { 'content-type': type, [forcedHeader]: '1', ...more } });

const disconnected = (): TypeError => new TypeError('The simulator broke the connection');

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal.reason instanceof Error ? signal.reason : disconnected());
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
  });

/** Answers as a fault wants it; `work` makes the answer that the state brings about. Rejects as `fetch` does. */
export async function spoil(fault: Fault, signal: AbortSignal, work: () => Promise<Response>): Promise<Response> {
  if ('slow' in fault) {
    await pause(fault.slow, signal);
    return work();
  }
  if ('network' in fault) throw disconnected();
  if ('lost' in fault) {
    await work();
    throw disconnected();
  }
  if ('broken' in fault) {
    return forced('<!doctype html><title>Bad gateway</title><h1>Bad gateway</h1>', fault.status ?? 502, 'text/html');
  }
  if ('truncated' in fault) {
    const whole = await work();
    const text = await whole.text();
    return forced(text.slice(0, Math.floor(text.length / 2)), whole.status, 'application/json');
  }
  if ('body' in fault) {
    const body = typeof fault.body === 'string' ? fault.body : writeJson(fault.body);
    return forced(body, fault.status ?? 200, 'application/json');
  }
  const { status, errorCode, retryAfter } = fault;
  const body = errorCode === undefined ? '' : writeJson({ errorCode, errorMessage: 'Forced' });
  const more: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return forced(body, status, 'application/json', more);
}
