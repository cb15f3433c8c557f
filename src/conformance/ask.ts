/** How a rule asks an endpoint, and what it holds against an answer. */
import assert from 'node:assert/strict';

export interface CallResponse {
  status: number;
  headers: Headers;
  text: string;
  /** The JSON body; `undefined` where it is none. */
  body: Record<string, unknown>;
}
/** Sends a request as a page of the site would, and fails on an answer that the published document does not declare. */
export type Ask = (
  method: string,
  path: string,
  init?: {
    /** Beside those that a page of the site sends, or in their place; `undefined` leaves one out. */
    headers?: Record<string, string | undefined>;
    /** A text is sent as it is. */
    body?: unknown;
    /** Whether to compare the answer with the document. Default true. */
    declared?: boolean;
  },
) => Promise<CallResponse>;

/** Asserts that an answer is a problem, and none that a cache keeps. */
export function isProblem(response: CallResponse, status: number, code: string): void {
  assert.equal(response.status, status);
  assert.equal(response.body['status'], status, 'the body repeats the status');
  assert.equal(response.body['code'], code);
  assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/);
  assert.match(response.headers.get('cache-control') ?? '', /no-store/);
}
