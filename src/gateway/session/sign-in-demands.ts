/**
 * What a sign-in would ask of whoever has a session already. The hosted API asks at a sign-in alone: who comes in without one must not slip
 * round it.
 */
import { hostedSettings } from '../../contract/hosted-settings.js';
import type { ProblemCode } from '../../contract/problems.js';
import type { PublicSettings } from '../../contract/public-settings-schema.js';
import { customerStanding, mostTerms, termsVersions } from '../../contract/sso-api.js';
import { type Deadline, unlessLate } from '../base/deadline.js';
import { Failure } from '../base/failure.js';
import { singleFlight } from '../base/single-flight.js';
import type { Upstream } from '../upstream/upstream.js';

/** `account`: the account is not active. `terms`: the newest ones were not accepted, or nobody can say. */
export type Demand = 'account' | 'username' | 'names' | 'terms';

export interface SignInDemands {
  /** The first demand that the customer of a session does not meet. Throws `Failure` where the hosted API cannot say. */
  unmet(token: string, settings: PublicSettings, deadline: Deadline): Promise<Demand | undefined>;
}

/** Milliseconds for which it counts which terms are the newest. */
const termsFor = 60_000;

/** `asked`: changed terms are asked for again. `newest`: their ID, if the hosted API gives one. */
interface Terms {
  asked: boolean;
  newest?: string | undefined;
}

/** What is said of the hosted API itself. Anything else that it answers here was not to be expected. */
const ownFaults: ReadonlySet<ProblemCode> = new Set(['rate-limited', 'upstream-timeout', 'misconfigured']);
const asOwnFault = (error: unknown): unknown =>
  error instanceof Failure && !ownFaults.has(error.code)
    ? new Failure('upstream-failed', { upstreamStatus: error.upstreamStatus })
    : error;

/** `language`: of the settings that are read. `now` in milliseconds since 1970. */
export function createSignInDemands({
  upstream,
  language,
  now,
}: {
  upstream: Upstream;
  language: string;
  now: () => number;
}): SignInDemands {
  const share = singleFlight<Terms>({ linger: termsFor, now });

  /** Which terms are the newest of those that count today; `undefined` where the list is too long to say. */
  async function newestTerms(): Promise<string | undefined> {
    const call = { query: { size: String(mostTerms) }, reply: termsVersions };
    const { items } = await upstream.call('settings/terms', call);
    if (items.length >= mostTerms) return undefined;
    const dated = items.flatMap((item) => {
      const at = Date.parse(item?.activationTime ?? '');
      return item?.active && at <= now() ? [{ at, id: item.uniqueId }] : [];
    });
    return dated.sort((one, other) => other.at - one.at)[0]?.id;
  }

  async function readTerms(): Promise<Terms> {
    const { settings } = await upstream.call('settings', { query: { language }, reply: hostedSettings });
    return settings.ssoRecheckTerms ? { asked: true, newest: await newestTerms() } : { asked: false };
  }

  async function lacksTerms(accepted: ReadonlySet<string | undefined>, deadline: Deadline): Promise<boolean> {
    const { asked, newest } = await unlessLate(() => share('terms', readTerms), deadline);
    return asked && (newest === undefined || !accepted.has(newest));
  }

  async function unmet(
    token: string,
    { forceUsername, names, terms }: PublicSettings,
    deadline: Deadline,
  ): Promise<Demand | undefined> {
    const { status, username, firstName, lastName, acceptedTerms } = await upstream.call('sessions/customerData', {
      query: { sessionToken: token },
      reply: customerStanding,
      deadline,
    });
    if (status !== 'ACTIVATED') return 'account';
    if (forceUsername && !username) return 'username';
    if (names.login === 'required' && !(firstName && lastName)) return 'names';
    if (terms.length === 0) return undefined;
    // Which of the two the hosted API means by the ID is not said.
    const accepted = new Set(Object.entries(acceptedTerms).flatMap(([id, { uniqueId }]) => [id, uniqueId]));
    return (await lacksTerms(accepted, deadline)) ? 'terms' : undefined;
  }

  return {
    async unmet(...of) {
      try {
        return await unmet(...of);
      } catch (error) {
        throw asOwnFault(error);
      }
    },
  };
}
