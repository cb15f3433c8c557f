/** Whose counts are asked, under names that tell nobody an address or an account. */
import { BoundedMap } from '../base/bounded-map.js';
import { normaliseIdentifier } from '../base/normalise-identifier.js';
import type { LimitSubject } from '../options/limit-options.js';
import type { RequestContext } from '../request/request-context.js';
import { senderNetwork } from '../request/sender-network.js';
import type { Sealer } from '../sealed/sealer.js';

/** Who makes a call, as far as it says so. */
export interface Caller {
  /** An identifier as it was typed; never a customer's ID. */
  account?: string | undefined;
  /** To whom a code is sent: an e-mail address, a user name or a mobile number. */
  recipient?: string | undefined;
  flow?: string | undefined;
  /** The same as account and recipient, as a flow keeps them. */
  accountKey?: string | undefined;
  recipientKey?: string | undefined;
  /** Has proved an account by its password or a code, so is not one of the crowd whose calls are counted together. */
  isProven?: boolean | undefined;
  /**
   * Whether a captcha was solved; asked where a limit is reached. Throws `captcha-required` where it was not and can be. Absent: the call cannot
   * carry one.
   */
  isHuman?: (() => Promise<boolean>) | undefined;
}

export type Subjects = Partial<Record<Exclude<LimitSubject, 'device'>, string>>;

/** Networks whose names are kept: the same ones come again and again. */
const keptNetworks = 1000;

/** Names of one provider, which reads no dots before the at sign. */
const gmail: ReadonlySet<string> = new Set(['gmail.com', 'googlemail.com']);

/** Spelling and what follows a plus make no other account, and no other mailbox; nor do dots at Gmail. */
export function spelledOnce(identifier: string): string {
  const [name = '', domain] = normaliseIdentifier(identifier)
    .toLowerCase()
    .split(/@(?=[^@]*$)/);
  if (domain === undefined) return name;
  const host = domain.replace(/\.$/, '');
  const local = name.replace(/(?<=.)\+.*$/, '');
  return gmail.has(host) ? `${local.replaceAll('.', '')}@gmail.com` : `${local}@${host}`;
}

export interface SubjectNames {
  /** The name of an account or a recipient. */
  keyOf(identifier: string): Promise<string>;
  /** `undefined`: the sender's address is not known. */
  networkOf(context: RequestContext): Promise<string | undefined>;
  of(context: RequestContext, caller: Caller): Promise<Subjects>;
}

/** `noteNoAddress`: called where the sender's address is not known. */
export function createSubjectNames(sealer: Pick<Sealer, 'nameOf'>, noteNoAddress: () => void): SubjectNames {
  const networks = new BoundedMap<string, string>(keptNetworks);
  const keyOf = (identifier: string) => sealer.nameOf('limit account', spelledOnce(identifier));

  async function networkOf({ facts }: RequestContext): Promise<string | undefined> {
    const network = senderNetwork(facts.address);
    if (network === undefined) {
      noteNoAddress();
      return undefined;
    }
    const name = networks.get(network) ?? (await sealer.nameOf('limit address', network));
    networks.set(network, name);
    return name;
  }

  return {
    keyOf,
    networkOf,
    async of(context, caller) {
      const address = await networkOf(context);
      const account = caller.accountKey ?? (caller.account === undefined ? undefined : await keyOf(caller.account));
      const recipient =
        caller.recipientKey ?? (caller.recipient === undefined ? undefined : await keyOf(caller.recipient));
      const { flow } = caller;
      return {
        ...(!caller.isProven && { all: '' }),
        ...(address !== undefined && { address }),
        ...(account !== undefined && { account }),
        ...(address !== undefined && account !== undefined && { pair: `${address}.${account}` }),
        ...(flow !== undefined && { flow }),
        ...(recipient !== undefined && { recipient }),
      };
    },
  };
}
