/** Whose counts are asked, under names that tell nobody an address or an account. */
import type { LimitSubject } from '../options/limit-options.js';
import type { RequestContext } from '../request/request-context.js';
import type { KeyedNames } from '../sealed/keyed-names.js';

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

export interface SubjectNames {
  /** The name of an account or a recipient. */
  keyOf(identifier: string): Promise<string>;
  /** `undefined`: the sender's address is not known. */
  networkOf(context: RequestContext): Promise<string | undefined>;
  of(context: RequestContext, caller: Caller): Promise<Subjects>;
}

/** `noteNoAddress`: called where the sender's address is not known. */
export function createSubjectNames(names: KeyedNames, noteNoAddress: () => void): SubjectNames {
  const keyOf = (identifier: string) => names.ofAccount(identifier);

  async function networkOf({ facts }: RequestContext): Promise<string | undefined> {
    const name = await names.ofAddress(facts.address);
    if (name === undefined) noteNoAddress();
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
