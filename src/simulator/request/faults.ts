/** Faults that spoil the next replies, for failures that no state of the hosted API causes on demand. */
import type { Operation } from '../../contract/sso-api.js';
import { writeJson } from '../../contract/lossless.js';

/** What goes wrong. Only `slow` leaves the reply as it is. */
export type FaultKind =
  /** Milliseconds to wait before the request is handled. */
  | { slow: number }
  /** An HTML page instead of a reply. `status` is 502 by default. */
  | { broken: true; status?: number }
  /** The request is handled, but the body of the reply ends half way. */
  | { truncated: true }
  /** An error reply, without handling the request. Its body is empty without `errorCode`. `retryAfter` in seconds. */
  | { status: number; errorCode?: number; retryAfter?: number }
  /** Any other reply, without handling the request. A string is sent as it is, anything else as JSON. `status` is 200 by default. */
  | { body: unknown; status?: number }
  /** No connection: `fetch` rejects, and the request is not handled. */
  | { network: true }
  /** The request is handled, but the connection breaks before the reply. */
  | { lost: true };

/** A fault, and the replies that it spoils. */
export type Fault = FaultKind & {
  /** Only replies of this operation. Default: of any. */
  operation?: Operation;
  /** Number of replies. Default 1. */
  times?: number;
};

/** Header with the value `1` on every reply that a fault made. */
export const forcedHeader = 'x-simulator-forced';

/** Removes the first fault for this operation from the list and returns it. */
export function takeFault(faults: Fault[], operation: Operation | undefined): Fault | undefined {
  const fault = faults.find((each) => each.operation === undefined || each.operation === operation);
  if (!fault) return undefined;
  fault.times = (fault.times ?? 1) - 1;
  if (fault.times < 1) faults.splice(faults.indexOf(fault), 1);
  return fault;
}

const forcedResponse = (body: string, status: number, type: string, more: Record<string, string> = {}): Response =>
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

/** Returns the spoiled reply. Rejects, as `fetch` does, if the connection breaks. @param work Handles the request. */
export async function applyFault(fault: Fault, signal: AbortSignal, work: () => Promise<Response>): Promise<Response> {
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
    return forcedResponse(
      '<!doctype html><title>Bad gateway</title><h1>Bad gateway</h1>',
      fault.status ?? 502,
      'text/html',
    );
  }
  if ('truncated' in fault) {
    const whole = await work();
    const text = await whole.text();
    return forcedResponse(text.slice(0, Math.floor(text.length / 2)), whole.status, 'application/json');
  }
  if ('body' in fault) {
    const body = typeof fault.body === 'string' ? fault.body : writeJson(fault.body);
    return forcedResponse(body, fault.status ?? 200, 'application/json');
  }
  const { status, errorCode, retryAfter } = fault;
  const body = errorCode === undefined ? '' : writeJson({ errorCode, errorMessage: 'Forced' });
  const more: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return forcedResponse(body, status, 'application/json', more);
}
