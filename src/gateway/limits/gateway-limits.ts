/** The limits of a gateway: of its options, or given later by who serves it. */
import { Failure } from '../base/failure.js';
import type { LimitsPort } from '../base/ports.js';
import type { ResolvedOptions } from '../options/options.js';
import type { RequestContext } from '../request/request-context.js';
import { createDeviceCookie } from '../sealed/device-cookie.js';
import type { Sealer } from '../sealed/sealer.js';
import { createLimits, type Limits } from './limits.js';
import type { Caller } from './subjects.js';

/** Under which names limits count the account, and who gets its codes where that is somebody else. */
export interface MailNames {
  who: string;
  to?: string;
}

export interface GatewayLimits extends Limits {
  /** Admits a start that sends a code to an e-mail address, a user name's own one, or a mobile number in place of both. */
  admitMail(
    context: RequestContext,
    start: { email: string; mobileNumber?: string | undefined; isHuman?: Caller['isHuman'] },
  ): Promise<MailNames>;
  /**
   * Admits a start of account connect, by the customer that it names (`customerNames`), and runs its operation; identifiers that do not fit count
   * as failed. Whose mailbox gets the code is a stranger's own choice, and holds none back.
   */
  attemptConnect<T>(
    context: RequestContext,
    caller: { customers: readonly string[]; isHuman?: Caller['isHuman'] },
    operation: () => Promise<T>,
  ): Promise<T>;
  /** Takes limits where there are none yet. */
  take(make: () => LimitsPort): void;
}

type Options = Pick<
  ResolvedOptions,
  'secrets' | 'limits' | 'limitMode' | 'limitChanges' | 'log' | 'observe' | 'now' | 'random'
>;

/** The log says it where there are none once the present turn has ended: until then, who serves the gateway can bring some. */
export function createGatewayLimits(options: Options, sealer: Sealer, prefix: '__Host-' | ''): GatewayLimits {
  const { secrets, limitMode: mode, limitChanges: changes, log, observe, now, random } = options;
  let { limits: port } = options;
  const device = createDeviceCookie({ prefix, secrets, now, random });
  const limits = createLimits({ port: () => port, mode, changes, sealer, device, log, observe, now });
  if (!port && mode !== 'off')
    queueMicrotask(() => {
      if (!port) log({ level: 'warn', event: 'limits-missing' });
    });
  return {
    ...limits,
    async admitMail(context, { email, mobileNumber, isHuman }) {
      // Not by the account's starts: who tries passwords must not keep its owner from a new one.
      await limits.admit(context, 'mail', { recipient: mobileNumber ?? email, isHuman });
      const [who, to] = await Promise.all([limits.keyOf(email), mobileNumber && limits.keyOf(mobileNumber)]);
      return { who, ...(to && { to }) };
    },
    async attemptConnect(context, { customers, isHuman }, operation) {
      for (const account of customers) await limits.admit(context, 'connect', { account, isHuman });
      try {
        return await operation();
      } catch (error) {
        if (error instanceof Failure && error.code === 'identifiers-mismatch')
          await limits.noteFailure(context, ...customers);
        throw error;
      }
    },
    take(make) {
      if (mode !== 'off') port ??= make();
    },
  };
}
