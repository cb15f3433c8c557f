/** Records what passes through the demo, for the tests that start it. */
import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import { createExchangeRecorder } from '../src/testing/exchange-recorder.js';
import type { Handler } from './listen.js';
import type { WorldOptions } from './world.js';

/** Appends one JSON line for each value to a new file in a directory. */
function appendTo(directory: string): (value: object) => void {
  mkdirSync(directory, { recursive: true });
  const file = `${directory}/${randomUUID()}.jsonl`;
  return (value) => appendFileSync(file, `${JSON.stringify(value)}\n`);
}

/** Records the exchanges between gateway and simulator; of the hosted API nothing is recorded. */
export function exchangeRecorder(directory: string): NonNullable<WorldOptions['record']> {
  const append = appendTo(directory);
  return (fetch) => createExchangeRecorder(fetch, append);
}

/** An answer that a browser was sent. */
export interface BrowserAnswer {
  method: string;
  url: string;
  body: string;
}

/** The same for everybody, and large. */
const isFile = /^\/(?:assets|site)\//;

/**
 * Records the answers to browsers before they are sent: a browser drops the body of an answer whose page has been left.
 * Browsers name the site that a request comes from (Fetch Metadata); calls from server to server do not, and are left out.
 */
export function recordAnswers(handler: Handler, directory: string): Handler {
  const append = appendTo(directory);
  return async (request, env) => {
    const { method, url, headers } = request;
    const response = await handler(request, env);
    if (!headers.has('sec-fetch-site') || isFile.test(new URL(url).pathname)) return response;
    append({ method, url, body: await response.clone().text() } satisfies BrowserAnswer);
    return response;
  };
}
