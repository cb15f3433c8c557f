/** What a new password has to be. There are no rules of composition, and signing in has none of these: old passwords stay good. */
import type { FieldFault } from '../../contract/names.js';
import { Failure } from '../base/failure.js';
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

/** Judges new passwords. */
export interface NewPasswords {
  /**
   * What is wrong with a new password. `names`: the reader's own, as far as they are known. Throws `password-unchecked`, where the options say so.
   */
  faultOf(
    context: Pick<RequestContext, 'deadline' | 'log'>,
    password: string,
    names: readonly (string | undefined)[],
  ): Promise<FieldFault | undefined>;
  /** Throws `invalid-request` for a password with a fault, and as `faultOf` does. */
  require(context: Pick<RequestContext, 'deadline' | 'log'>, password: string): Promise<void>;
}

export function createNewPasswords(options: NewPasswordOptions): NewPasswords {
  const { passwordMinLength, passwordWords, origins } = options;
  const isBreached = createBreachCheck(options);
  const own = [...passwordWords, ...origins.flatMap((origin) => wordsOfHost(new URL(origin).hostname))];

  const faultOf: NewPasswords['faultOf'] = async (context, password, names) => {
    if (Array.from(password).length < passwordMinLength) return 'too-short';
    const words = [...own, ...names.flatMap((name) => (name === undefined ? [] : wordsOfName(name)))];
    if (isMadeOf(password, words) || (await isCommon(password))) return 'too-common';
    // Last: what is refused anyway leaves no trace anywhere.
    return (await isBreached(password, context)) ? 'breached' : undefined;
  };
  return {
    faultOf,
    async require(context, password) {
      const fault = await faultOf(context, password, []);
      if (fault) throw new Failure('invalid-request', { fields: { password: fault } });
    },
  };
}
