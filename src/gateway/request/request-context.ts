/** One request on its way through the gateway. */
import type { CallNotes } from '../base/call-record.js';
import type { Deadline } from '../base/deadline.js';
import type { Log } from '../base/log.js';
import type { PlainRequest } from '../base/plain-request.js';
import type { ClientFacts } from '../base/ports.js';
import type { RequestCookies } from './cookies.js';

/** What every handler gets besides its input. */
export interface RequestContext {
  request: PlainRequest;
  facts: ClientFacts;
  jar: RequestCookies;
  /** Of all operations of the hosted API that are made for it. */
  deadline: Deadline;
  /** Milliseconds within which the request's body has to arrive, from when it is read. */
  bodyTimeout: number;
  /** Logs with the request's reference. */
  log: Log;
  /** For the record of the call. */
  notes: CallNotes;
}
