/** One request on its way through the gateway. */
import type { Log } from '../base/log.js';
import type { ClientFacts } from '../base/ports.js';
import type { Jar } from './cookies.js';

export interface RequestContext {
  request: Request;
  facts: ClientFacts;
  jar: Jar;
  /** Logs with the request's reference. */
  log: Log;
}
