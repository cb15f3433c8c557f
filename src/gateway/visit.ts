/** One request on its way through the gateway, and what all its handlers share. */
import type { CallName } from '../contract/calls.js';
import type { Process } from '../contract/names.js';
import type { Consents } from './consents.js';
import type { Jar } from './cookies.js';
import type { Flows } from './flows.js';
import type { Input } from './input.js';
import type { LinkSeals } from './link-seal.js';
import type { Log } from './log.js';
import type { Settled } from './options.js';
import type { ClientFacts } from './ports.js';
import type { Sessions } from './session.js';
import type { SettingsSource } from './settings-cache.js';
import type { Upstream } from './upstream.js';

export interface Visit {
  request: Request;
  facts: ClientFacts;
  jar: Jar;
  /** Logs with the visit's reference. */
  log: Log;
}

/** The gateway's parts, made once. */
export interface Services {
  options: Settled;
  upstream: Upstream;
  settings: SettingsSource;
  flows: Flows;
  sessions: Sessions;
  consents: Consents;
  links: LinkSeals;
}

/** The calls of a process. */
export type CallsOf<P extends Process> = Extract<CallName, `${P}/${string}`>;

/** Answers a call with a value of the contract, or with a response of its own. Throws a `Failure`. */
export type Handlers<N extends CallName> = { [K in N]: (visit: Visit, input: Input<K>) => Promise<object | Response> };
