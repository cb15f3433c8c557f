/** What all calls of a gateway share: made once by `createGateway`. */
import type { CallName } from '../../contract/calls.js';
import type { Process } from '../../contract/names.js';
import type { Consents } from '../consent/consents.js';
import type { ResolvedOptions } from '../options/options.js';
import type { CallInput } from '../request/call-input.js';
import type { RequestContext } from '../request/request-context.js';
import type { FlowCookies } from '../sealed/flow-cookies.js';
import type { LinkSeals } from '../sealed/link-seal.js';
import type { Sessions } from '../session/sessions.js';
import type { SettingsCache } from '../settings/settings-cache.js';
import type { Upstream } from '../upstream/upstream.js';

/** The gateway's parts. */
export interface Services {
  options: ResolvedOptions;
  upstream: Upstream;
  settings: SettingsCache;
  flows: FlowCookies;
  sessions: Sessions;
  consents: Consents;
  links: LinkSeals;
}

/** The calls of a process. */
export type CallsOf<P extends Process> = Extract<CallName, `${P}/${string}`>;

/** Call → its handler, which returns an answer of the contract or a whole response. Throws `Failure`. */
export type Handlers<N extends CallName> = {
  [K in N]: (context: RequestContext, input: CallInput<K>) => Promise<object | Response>;
};
