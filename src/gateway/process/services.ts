/** What all handlers of the gateway share, made once. */
import type { CallName } from '../../contract/calls.js';
import type { Process } from '../../contract/names.js';
import type { Consents } from '../consent/consents.js';
import type { ResolvedOptions } from '../options/options.js';
import type { Input } from '../request/input.js';
import type { RequestContext } from '../request/request-context.js';
import type { Flows } from '../sealed/flow-cookies.js';
import type { LinkSeals } from '../sealed/link-seal.js';
import type { Sessions } from '../session/session.js';
import type { SettingsCache } from '../settings/settings-cache.js';
import type { Upstream } from '../upstream/upstream.js';

/** The gateway's parts. */
export interface Services {
  options: ResolvedOptions;
  upstream: Upstream;
  settings: SettingsCache;
  flows: Flows;
  sessions: Sessions;
  consents: Consents;
  links: LinkSeals;
}

/** The calls of a process. */
export type CallsOf<P extends Process> = Extract<CallName, `${P}/${string}`>;

/** Returns a value of the contract, or a response of its own. Throws a `Failure`. */
export type Handlers<N extends CallName> = {
  [K in N]: (context: RequestContext, input: Input<K>) => Promise<object | Response>;
};
