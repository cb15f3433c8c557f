/** What a new password has to be. There are no rules of composition, and signing in has none of these: old passwords stay good. */
import type { FieldFault } from '../../contract/names.js';
import { Failure } from '../base/failure.js';
import type { Caller } from '../limits/subjects.js';
import type { RequestContext } from '../request/request-context.js';
import { type BreachCheckOptions, createBreachCheck } from './breach-check.js';
import { isCommon } from './common-passwords.js';
import { isMadeOf, wordsOfHost, wordsOfName } from './context-words.js';

/** What the gateway's options say of new passwords. */
export interface NewPasswordOptions extends BreachCheckOptions {
  /** In code points, as the hosted API counts its most (docs/hosted-api.md). */
  passwordMinLength: number;
  passwordWords: readonly string[];
  origins: readonly string[];
}

/** Who chooses: a flow in which the account is proved, or somebody who may have to solve a captcha where many ask. */
export type Chooser = Pick<Caller, 'flow' | 'isProven' | 'isHuman'>;

/** Judges new passwords. */
export interface NewPasswords {
  /**
   * What is wrong with a new password. `names`: the reader's own, as far as they are known. Throws `password-unchecked`, where the options say so,
   * and what counting throws.
   */
  faultOf(
    context: RequestContext,
    password: string,
    names: readonly (string | undefined)[],
    chooser: Chooser,
  ): Promise<FieldFault | undefined>;
  /** For a flow in which the account is proved. Throws `invalid-request` for a password with a fault, and as `faultOf` does. */
  require(context: RequestContext, password: string, flow: string): Promise<void>;
}

/** `countAsking`: called before each question to the service of breached passwords. Throws where the sender has to wait. */
export function createNewPasswords(
  options: NewPasswordOptions,
  countAsking: (context: RequestContext, chooser: Chooser) => Promise<void>,
): NewPasswords {
  const { passwordMinLength, passwordWords, origins, breachCheck } = options;
  const isBreached = createBreachCheck(options);
  const own = [...passwordWords, ...origins.flatMap((origin) => wordsOfHost(new URL(origin).hostname))];

  const faultOf: NewPasswords['faultOf'] = async (context, password, names, chooser) => {
    if (Array.from(password).length < passwordMinLength) return 'too-short';
    const words = [...own, ...names.flatMap((name) => (name === undefined ? [] : wordsOfName(name)))];
    if (isMadeOf(password, words) || (await isCommon(password))) return 'too-common';
    if (breachCheck === 'off') return undefined;
    // Last: what is refused anyway leaves no trace anywhere, and counts for nothing.
    await countAsking(context, chooser);
    return (await isBreached(password, context)) ? 'breached' : undefined;
  };
  return {
    faultOf,
    async require(context, password, flow) {
      const fault = await faultOf(context, password, [], { flow, isProven: true });
      if (fault) throw new Failure('invalid-request', { fields: { password: fault } });
    },
  };
}
