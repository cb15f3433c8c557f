/** The API token: a text, or what a function of the operator's returns, whose result proves nothing until it was looked at. */
import { type Deadline, unlessLate } from '../base/deadline.js';

/** Of visible ASCII characters: it goes into a header. */
export const isApiToken = (value: unknown): value is string =>
  typeof value === 'string' && /^[\x21-\x7e]+$/.test(value);

export interface ApiTokens {
  /** The token now. Throws where the function throws, takes longer than the deadline allows, or returns something else. */
  current(deadline: Deadline): Promise<string>;
  /** The one that was used last; `''` before the first. */
  readonly latest: string;
  /** Whether another one can come. */
  readonly canChange: boolean;
}

export function createApiTokens(given: string | (() => string | Promise<string>)): ApiTokens {
  if (typeof given === 'string') return { current: () => Promise.resolve(given), latest: given, canChange: false };
  let latest = '';
  return {
    async current(deadline) {
      const value: unknown = await unlessLate(async () => given(), deadline);
      // An error without the value, which may be a secret with a line break.
      if (!isApiToken(value)) throw new TypeError('no token of visible ASCII characters');
      latest = value;
      return value;
    },
    get latest() {
      return latest;
    },
    canChange: true,
  };
}
