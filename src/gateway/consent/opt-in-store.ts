/** A customer's opt-ins at the hosted API: reading them, and changing one without losing another. */
import * as z from 'zod/mini';
import {
  type CustomerOptIns,
  customerOptIns,
  type OptInChannel,
  optInChannels,
  type OptInStatus,
} from '../../contract/sso-api.js';
import type { Deadline } from '../base/deadline.js';
import { Failure } from '../base/failure.js';
import type { Log } from '../base/log.js';
import type { Upstream } from '../upstream/upstream.js';

/** Milliseconds for each operation, since a reader waits. */
const patience = 2000;

export const isGiven = (status: OptInStatus | undefined): boolean =>
  status === 'SINGLE_OPT_IN' || status === 'DOUBLE_OPT_IN';
export const isWithdrawn = (status: OptInStatus | undefined): boolean =>
  status === 'REVOKED_OPT_IN' || status === 'OBJECTION_OPT_IN';

/** The statuses to store, by channel. */
export type OptInStatuses = Partial<Record<OptInChannel, OptInStatus>>;

export interface OptInStore {
  /** Throws `Failure`. */
  read(customerId: string, deadline: Deadline): Promise<CustomerOptIns>;
  /** Stores these channels and says nothing of others. Throws `Failure`; `upstreamStatus` 206: there was no text to agree to. */
  write(customerId: string, statuses: OptInStatuses, deadline: Deadline): Promise<void>;
  /**
   * Stores one channel of a reader's, unless it is so already. Where the hosted API has taken that for the whole set, the other channels that were
   * given are stored again, but for those that `isOver` knows to be withdrawn since. Throws `Failure`, also where it is not so afterwards.
   */
  change(
    customerId: string,
    channel: OptInChannel,
    status: 'SINGLE_OPT_IN' | 'REVOKED_OPT_IN',
    request: { deadline: Deadline; log: Log; isOver: (channel: OptInChannel) => Promise<boolean> },
  ): Promise<void>;
}

export function createOptInStore({ upstream }: { upstream: Upstream }): OptInStore {
  const read: OptInStore['read'] = async (customerId, deadline) => {
    const reply = customerOptIns;
    const segment = [customerId, 'optIns'];
    return (await upstream.call('customers/readOptIns', { segment, reply, timeout: patience, deadline })).optIns ?? {};
  };
  const write: OptInStore['write'] = async (customerId, statuses, deadline) => {
    const optIns = Object.fromEntries(Object.entries(statuses).map(([channel, status]) => [channel, { status }]));
    const sent = { segment: [customerId, 'optIns'], body: { optIns }, timeout: patience, deadline };
    // Whether it has all channels, or those alone that were sent, is not documented: what counts is read.
    await upstream.call('customers/optIns', { ...sent, reply: z.unknown() });
  };

  return {
    read,
    write,
    async change(customerId, channel, status, { deadline, log, isOver }) {
      const isSo = status === 'SINGLE_OPT_IN' ? isGiven : isWithdrawn;
      const before = await read(customerId, deadline);
      if (isSo(before[channel]?.status)) return;
      // Alone: of a channel that is sent along, the hosted API could note that it was agreed to anew, to a text that nobody has read.
      await write(customerId, { [channel]: status }, deadline);
      let after = await read(customerId, deadline);
      const lost: OptInStatuses = {};
      for (const other of optInChannels) {
        const had = before[other]?.status;
        const has = after[other];
        // A status that is not known here says nothing of a loss.
        const isLost = other !== channel && had !== undefined && isGiven(had) && (!has || has.status === 'NONE');
        if (isLost && !(await isOver(other))) lost[other] = had;
      }
      const channels = Object.keys(lost);
      if (channels.length > 0) {
        log({ level: 'warn', event: 'opt-ins-replaced', channels: channels.join(', ') });
        await write(customerId, { ...lost, [channel]: status }, deadline);
        after = await read(customerId, deadline);
      }
      if (!isSo(after[channel]?.status)) throw new Failure('upstream-failed');
    },
  };
}
