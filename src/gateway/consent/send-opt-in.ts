/** Sends an opt-in to the hosted API, which stores it with the customer. */
import { type CustomerOptIns, customerSession, type OptInChannel } from '../../contract/sso-api.js';
import type { Consent } from '../sealed/consent-record.js';
import type { ConsentOutcome } from './notify-operator.js';
import type { ResolvedOptions } from '../options/options.js';
import { Failure } from '../base/failure.js';
import type { RequestContext } from '../request/request-context.js';
import type { Upstream } from '../upstream/upstream.js';
import { isWithdrawn, type OptInStore } from './opt-in-store.js';
import { type ChannelChoice, isChannelChoice, type ReaderChoices } from './reader-choices.js';

/** Milliseconds for each operation, since a reader waits. */
const patience = 2000;

const reasonOf = (failure: unknown) => {
  if (!(failure instanceof Failure)) return 'gateway-failed';
  return failure.upstreamStatus === 206 ? 'no-active-text' : failure.code;
};

/** Whether a channel was withdrawn at a time or since, in seconds since 1970, as far as is known. */
function isWithdrawnSince(at: number, stored: CustomerOptIns | undefined, channel: OptInChannel): boolean {
  const { status, changedDate } = stored?.[channel] ?? {};
  return isWithdrawn(status) && Date.parse(changedDate ?? '') / 1000 >= at;
}

/** Whose a choice is, as far as it is known. */
export interface Owner {
  customerId: string | undefined;
  /** Identifies the customer where the number is not known yet. */
  sessionToken: string | undefined;
  /** It was tried before, so the reader may have chosen anew since. */
  isRepeated: boolean;
}

export function createOptInSender(options: {
  upstream: Upstream;
  optIn: ResolvedOptions['optIn'];
  optIns: OptInStore;
  choices: ReaderChoices;
}) {
  const { upstream, optIn, optIns, choices } = options;

  /** The channels of a registration for which the reader has not said anything since. What the hosted API cannot say speaks against none. */
  async function stillMeant(
    { deadline }: RequestContext,
    consent: Consent,
    customerId: string,
  ): Promise<OptInChannel[]> {
    const stored = await optIns.read(customerId, deadline).catch(() => undefined);
    const asked = optIn.channels.map(async (channel) => {
      if (isWithdrawnSince(consent.at, stored, channel)) return [];
      const word = await choices.last(customerId, channel);
      return word && word.consent.at >= consent.at ? [] : [channel];
    });
    return (await Promise.all(asked)).flat();
  }

  /** Stores the "yes" of a registration. Returns whether anything of it was still meant. */
  async function putAll(context: RequestContext, consent: Consent, customerId: string, isRepeated: boolean) {
    const channels = isRepeated ? await stillMeant(context, consent, customerId) : optIn.channels;
    const statusOf = (channel: string) =>
      consent.double && channel === 'EMAIL' ? ('DOUBLE_OPT_IN' as const) : ('SINGLE_OPT_IN' as const);
    const statuses = Object.fromEntries(channels.map((channel) => [channel, statusOf(channel)]));
    if (channels.length > 0) await optIns.write(customerId, statuses, context.deadline);
    return channels.length > 0;
  }

  /** Stores a choice for one channel. Returns whether it was still the reader’s last word. */
  async function putOne(context: RequestContext, consent: ChannelChoice, customerId: string, isRepeated: boolean) {
    const { deadline, log } = context;
    const { id, channel, choice } = consent;
    const word = await choices.last(customerId, channel);
    if (word && word.consent.id !== id) return false;
    // The store may have lost a newer word; the hosted API has it all the same. Nobody is signed up again who has withdrawn.
    if (!word && choice && isRepeated) {
      const stored = await optIns.read(customerId, deadline).catch(() => undefined);
      if (isWithdrawnSince(consent.at, stored, channel)) return false;
    }
    await optIns.change(customerId, channel, choice ? 'SINGLE_OPT_IN' : 'REVOKED_OPT_IN', {
      deadline,
      log,
      isOver: async (other) => (await choices.last(customerId, other))?.consent.choice === false,
    });
    return true;
  }

  /** One attempt. `failed`: it can be repeated. Never throws. */
  return async (
    context: RequestContext,
    consent: Consent,
    owner: Owner,
  ): Promise<ConsentOutcome & { failed: boolean }> => {
    const { sessionToken } = owner;
    let { customerId } = owner;
    try {
      if (customerId === undefined && sessionToken !== undefined) {
        const { deadline } = context;
        const found = { query: { sessionToken }, reply: customerSession, timeout: patience, deadline };
        ({ customerId } = await upstream.call('sessions/validate', found));
      }
      if (customerId !== undefined && (consent.choice || isChannelChoice(consent))) {
        const isMeant = isChannelChoice(consent)
          ? await putOne(context, consent, customerId, owner.isRepeated)
          : await putAll(context, consent, customerId, owner.isRepeated);
        const outcome = isMeant ? { stored: true } : { stored: false, reason: 'superseded' };
        return { failed: false, customerId, ...outcome };
      }
    } catch (failure) {
      return { failed: true, stored: false, reason: reasonOf(failure), customerId };
    }
    const reason = consent.choice ? undefined : 'declined';
    return { failed: false, stored: consent.choice, reason, customerId };
  };
}
