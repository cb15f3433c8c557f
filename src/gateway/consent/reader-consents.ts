/** What signed-in readers are shown of their consents, and what becomes of what they choose: always as the hosted API has it now. */
import {
  type ChannelConsent,
  type ConsentChannel,
  consentChannels,
  type ConsentsAnswer,
} from '../../contract/answer.js';
import type { OptInChannel } from '../../contract/sso-api.js';
import { sha256 } from '../base/bytes.js';
import { unlessLate } from '../base/deadline.js';
import { Failure } from '../base/failure.js';
import type { ResolvedOptions } from '../options/options.js';
import type { CallInput } from '../request/call-input.js';
import type { RequestContext } from '../request/request-context.js';
import { wordingOf } from '../sealed/consent-record.js';
import type { Sealer } from '../sealed/sealer.js';
import type { SettingsCache } from '../settings/settings-cache.js';
import type { Upstream } from '../upstream/upstream.js';
import type { Consents } from './consents.js';
import { createConsentMaker, createOptInParser } from './opt-in-choice.js';
import { isGiven, isWithdrawn, type OptInStore } from './opt-in-store.js';
import { createOptInVersions } from './opt-in-versions.js';

/** Milliseconds for the settings, without which readers can still withdraw. */
const patience = 2000;

const hosted = { email: 'EMAIL', messenger: 'MESSENGER', phone: 'PHONE', post: 'POST' } as const satisfies Record<
  ConsentChannel,
  OptInChannel
>;

type Offer = NonNullable<ConsentsAnswer['offer']>;

export interface ReaderConsents {
  /**
   * What stands for a customer, for the page to send back, by each secret: a page may have been shown before a rotation, or by an instance that is
   * not as far. Nobody without the secrets finds the customer by them.
   */
  marksOf(customerId: string): Promise<string[]>;
  /** Throws `Failure` where the hosted API cannot say what it has. */
  show(context: RequestContext, customerId: string, asked: CallInput<'consents'>): Promise<ConsentsAnswer>;
  /** Throws `opt-in-changed` where the wording that was shown is not the one of now: then nothing has happened. */
  choose(context: RequestContext, customerId: string, chosen: CallInput<'consents/choose'>): Promise<ConsentsAnswer>;
}

export function createReaderConsents(given: {
  options: ResolvedOptions;
  upstream: Upstream;
  settings: SettingsCache;
  sealer: Sealer;
  consents: Consents;
  optIns: OptInStore;
}): ReaderConsents {
  const { options, settings, sealer, consents, optIns } = given;
  const versions = createOptInVersions({ ...options, upstream: given.upstream });
  const parse = createOptInParser({ options, settings });
  const newConsent = createConsentMaker(options);
  const purpose = 'consents';
  const markOf = (customerId: string) => sealer.nameOf(purpose, customerId);

  async function offerIn(context: RequestContext, language: string, not?: string): Promise<Offer | undefined> {
    const read = () => settings.read(language, patience);
    const anew = () => settings.renew(language, patience);
    try {
      const found = await unlessLate(read, context.deadline);
      const { optIn } = found.optIn.hash === not && not ? await unlessLate(anew, context.deadline) : found;
      return optIn.ask && optIn.hash !== undefined ? { text: optIn.text, hash: optIn.hash } : undefined;
    } catch {
      // Whoever wants to withdraw needs none.
      return undefined;
    }
  }

  async function show(
    context: RequestContext,
    customerId: string,
    { language = options.language, not }: CallInput<'consents'>,
  ) {
    const unfinished = await consents.unfinished(context, customerId);
    const [stored, offer] = await Promise.all([
      optIns.read(customerId, context.deadline),
      offerIn(context, language, not),
    ]);
    const shown = consentChannels.map(async (channel): Promise<ChannelConsent | undefined> => {
      const { status, changedDate, uniqueId } = stored[hosted[channel]] ?? { status: 'NONE' as const };
      const left = unfinished.find((each) => each.channel === hosted[channel]);
      const isNothing = status === 'NONE';
      const isOffered = offer !== undefined && options.optIn.channels.includes(hosted[channel]);
      const canGive = isOffered && status !== undefined && !isGiven(status);
      if (isNothing && !canGive && !left) return undefined;
      const about = uniqueId && !isNothing ? await versions.textOf(uniqueId, language, context.deadline) : undefined;
      return {
        channel,
        state: isGiven(status) ? 'given' : isWithdrawn(status) ? 'withdrawn' : isNothing ? 'none' : 'unclear',
        ...(!isNothing && changedDate && { since: new Date(changedDate).toISOString() }),
        ...(!isNothing && uniqueId && { version: uniqueId }),
        ...(about && { wording: about.text }),
        ...(about && about.language !== language && { language: about.language }),
        ...(left && { pending: left.choice ? ('given' as const) : ('withdrawn' as const) }),
        ...(canGive && { canGive }),
      };
    });
    const found = (await Promise.all(shown)).filter((each) => each !== undefined);
    const isOffered = offer && found.some(({ canGive }) => canGive);
    return {
      kind: 'consents' as const,
      reader: await markOf(customerId),
      consents: found,
      ...(isOffered && { offer }),
    };
  }

  /** What a withdrawal is about: the wording that was agreed to, as far as it is known. */
  async function withdrawal(context: RequestContext, customerId: string, chosen: CallInput<'consents/choose'>) {
    const { language = options.language, page, channel } = chosen;
    const stored = await optIns.read(customerId, context.deadline).catch(() => undefined);
    const { uniqueId } = stored?.[hosted[channel]] ?? {};
    const about = uniqueId ? await versions.textOf(uniqueId, language, context.deadline) : undefined;
    const wording = about ? wordingOf(about.text) : '';
    const hash = wording === '' ? '' : await sha256(wording);
    return { consent: newConsent({ choice: false, hash, language: about?.language ?? language, page }), wording };
  }

  async function giving(
    context: RequestContext,
    { language = options.language, page, hash }: CallInput<'consents/choose'>,
  ) {
    const found = await unlessLate(() => settings.read(language, patience), context.deadline);
    const posted = { optIn: true, optInHash: hash, language, page };
    // No mail confirms it, so it is a single opt-in, whatever the options say of registrations.
    const choice = await parse(context, posted, found, false);
    if (!choice) throw new Failure('opt-in-changed');
    return choice;
  }

  return {
    marksOf: (customerId) => sealer.namesOf(purpose, customerId),
    show,
    async choose(context, customerId, chosen) {
      const { channel, choice, language } = chosen;
      const { consent, wording } = await (choice ? giving(context, chosen) : withdrawal(context, customerId, chosen));
      const made = { consent: { ...consent, channel: hosted[channel] }, wording };
      const isStored = await consents.choose(context, customerId, made);
      try {
        return await show(context, customerId, { language });
      } catch (error) {
        // The choice is kept all the same, and that is what the reader has to know.
        if (!(error instanceof Failure)) throw error;
        const said = choice ? 'given' : 'withdrawn';
        const known = isStored ? ({ state: said } as const) : ({ state: 'unclear', pending: said } as const);
        return { kind: 'consents', reader: await markOf(customerId), consents: [{ channel, ...known }], unread: true };
      }
    },
  };
}
