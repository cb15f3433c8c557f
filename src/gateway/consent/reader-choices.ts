/**
 * A reader's last word on each channel, in the store that instances share: it is carried out after a crash, and an older one that comes late,
 * from another browser even, does not undo it.
 */
import * as z from 'zod/mini';
import { type OptInChannel, optInChannels } from '../../contract/sso-api.js';
import type { Log } from '../base/log.js';
import type { Store } from '../base/ports.js';
import { unlessStoreFails } from '../base/without-store.js';
import { type Consent, consentRecord } from '../sealed/consent-record.js';
import type { Sealer } from '../sealed/sealer.js';

const kept = z.object({ consent: consentRecord, isDone: z.boolean() });
/** The last word on a channel, and whether the hosted API has stored it. */
export type LastWord = z.infer<typeof kept>;
/** A choice for one channel. */
export type ChannelChoice = Consent & { channel: OptInChannel };

export const isChannelChoice = (consent: Consent): consent is ChannelChoice => consent.channel !== undefined;

/** A store that fails is logged and gone without. */
export interface ReaderChoices {
  note(customerId: string, consent: ChannelChoice, isDone: boolean): Promise<void>;
  /** `undefined`: there was none for a while. */
  last(customerId: string, channel: OptInChannel): Promise<LastWord | undefined>;
  /** What the hosted API has not stored yet, as far as is known. */
  unfinished(customerId: string): Promise<ChannelChoice[]>;
}

/** `lifetime` in seconds; `now` in milliseconds since 1970. */
export function createReaderChoices(options: {
  store: Store;
  sealer: Sealer;
  now: () => number;
  log: Log;
  lifetime: number;
}): ReaderChoices {
  const { store, sealer, now, log, lifetime } = options;
  const purpose = 'choice';
  const textOf = (customerId: string, channel: OptInChannel) => JSON.stringify([customerId, channel]);
  // The store learns neither who nor what.
  const keyBy = (name: string) => `choice:${name}`;

  async function wordAt(key: string): Promise<LastWord | undefined> {
    const sealed = await unlessStoreFails(log, () => store.get(key));
    return sealed === undefined ? undefined : kept.safeParse(await sealer.open(key, sealed)).data;
  }
  /** Around a rotation, instances note by different secrets: the newest counts. */
  async function last(customerId: string, channel: OptInChannel): Promise<LastWord | undefined> {
    const names = await sealer.namesOf(purpose, textOf(customerId, channel));
    const words = await Promise.all(names.map((name) => wordAt(keyBy(name))));
    return words.filter((word) => word !== undefined).sort((one, other) => other.consent.at - one.consent.at)[0];
  }

  return {
    last,
    async note(customerId, consent, isDone) {
      const key = keyBy(await sealer.nameOf(purpose, textOf(customerId, consent.channel)));
      const sealed = await sealer.seal(key, { consent, isDone }, now() + lifetime * 1000);
      await unlessStoreFails(log, () => store.set(key, sealed, lifetime));
    },
    async unfinished(customerId) {
      const words = await Promise.all(optInChannels.map((channel) => last(customerId, channel)));
      return words.flatMap((word) => (word && !word.isDone && isChannelChoice(word.consent) ? [word.consent] : []));
    },
  };
}
