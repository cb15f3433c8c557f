/** Whether a call of a process is admitted: sign-in is on, no emergency is declared, the page's domain is allowed. */
import type { FlowCallName } from '../../contract/calls.js';
import type { PublicSettings } from '../../contract/public-settings-schema.js';
import { type Deadline, unlessLate } from '../base/deadline.js';
import { Failure } from '../base/failure.js';
import type { CallInput } from '../request/call-input.js';
import { requestedOrigin } from '../request/client-facts.js';
import type { RequestContext } from '../request/request-context.js';
import { isDomainAllowed } from '../settings/public-settings.js';
import type { Services } from './services.js';

/** What every call of a process may carry; `stay` only those whose form has the box. */
export type CommonInput = Pick<CallInput<FlowCallName>, 'language' | 'source' | 'returnUrl' | 'page'> &
  Pick<CallInput<'login/start'>, 'stay'>;

/** Why sign-in is not offered → the problem that a call returns. */
const closed = { off: 'login-unavailable', emergency: 'login-emergency' } as const;

/** Milliseconds to wait for settings that a call can do without, or that it reads beside other operations. */
export const settingsTimeout = 2000;

export interface Admission {
  /** The settings in a language, the gateway's own by default; `undefined` where they cannot be read in time. */
  readonly readSettings: (language: string | undefined, deadline: Deadline) => Promise<PublicSettings | undefined>;
  /** Admits a call that can go on without settings. Throws `login-unavailable`, `login-emergency`, `domain-not-allowed`. */
  readonly admit: (context: RequestContext, input: CommonInput) => Promise<PublicSettings | undefined>;
  /** Admits a call that cannot, by the merchant's present settings. Throws as `admit` does, and what reading them threw. `timeout` in milliseconds. */
  readonly requireSettings: (context: RequestContext, input: CommonInput, timeout?: number) => Promise<PublicSettings>;
}

export function createAdmission({
  options,
  settings,
  sessions,
}: Pick<Services, 'options' | 'settings' | 'sessions'>): Admission {
  const readSettings: Admission['readSettings'] = (language, deadline) =>
    unlessLate(() => settings.read(language ?? options.language, settingsTimeout), deadline).catch(() => undefined);

  function check({ request, facts }: RequestContext, found: PublicSettings): void {
    if (found.availability !== 'available') throw new Failure(closed[found.availability]);
    const origin = facts.origin ?? requestedOrigin(request, facts, options.origins);
    const host = origin && URL.canParse(origin) ? new URL(origin).hostname : '';
    if (!isDomainAllowed(host, found.allowedDomains)) throw new Failure('domain-not-allowed');
  }

  return {
    readSettings,
    async admit(context, { language }) {
      const [found] = await Promise.all([readSettings(language, context.deadline), sessions.noteEnded(context.jar)]);
      if (found) check(context, found);
      return found;
    },
    async requireSettings(context, { language = options.language }, timeout) {
      const [found] = await Promise.all([
        unlessLate(() => settings.current(language, timeout), context.deadline),
        sessions.noteEnded(context.jar),
      ]);
      check(context, found);
      return found;
    },
  };
}
