/** Recorders of exchanges and responses, for tests that start the demo. */
import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import { createExchangeRecorder } from '../../src/testing/exchange-recorder.js';
import type { RequestHandler } from './listen-on-loopback.js';
import type { BackendOptions } from '../backend/backend.js';

/** Returns a function that appends a JSON line to a new file in the directory. */
function appendTo(directory: string): (value: object) => void {
  mkdirSync(directory, { recursive: true });
  const file = `${directory}/${randomUUID()}.jsonl`;
  return (value) => appendFileSync(file, `${JSON.stringify(value)}\n`);
}

/** Records the exchanges between gateway and simulator. Exchanges with the hosted API are never recorded. */
export function exchangeRecorder(directory: string): NonNullable<BackendOptions['record']> {
  const append = appendTo(directory);
  return (fetch) => createExchangeRecorder(fetch, append);
}

/** A response to a browser. */
export interface BrowserAnswer {
  method: string;
  url: string;
  body: string;
}

/** Large files that are the same for everybody are left out. */
const isFile = /^\/(?:assets|site)\//;

/**
 * Records responses to browsers before they are sent, since a browser discards the body once the page was left. Requests
 * without Fetch Metadata come from servers and are left out.
 */
export function recordAnswers(handler: RequestHandler, directory: string): RequestHandler {
  const append = appendTo(directory);
  return async (request, env) => {
    const { method, url, headers } = request;
    const response = await handler(request, env);
    if (!headers.has('sec-fetch-site') || isFile.test(new URL(url).pathname)) return response;
    append({ method, url, body: await response.clone().text() } satisfies BrowserAnswer);
    return response;
  };
}
