/**
 * That a browser is done with the session of the iframe that was here before. Whoever has signed in or out here, or was refused, is not signed in
 * by it later: a sign-out would not last.
 */
import type { RequestCookies } from '../request/cookies.js';
import type { Sessions } from './sessions.js';

/** Without data and readable by scripts: lets one know that there is nothing to take over. */
const marker = 'sso_adopted';
/** Seconds; browsers keep no cookie for longer. */
const longest = 400 * 86_400;

export interface AdoptionMark {
  /** Whether sessions can be taken over today. */
  isOpen(): boolean;
  isSet(jar: RequestCookies): boolean;
  /** Sets it for as long as sessions can be taken over. */
  set(jar: RequestCookies): void;
}

/** `until` and `now` in milliseconds since 1970; no `until`: never. */
export function createAdoptionMark({
  until = -Infinity,
  now,
}: {
  until: number | undefined;
  now: () => number;
}): AdoptionMark {
  const isOpen = () => now() < until;
  return {
    isOpen,
    isSet: (jar) => jar.get(marker) !== undefined,
    set(jar) {
      if (!isOpen()) return;
      const maxAge = Math.min(longest, Math.ceil((until - now()) / 1000));
      jar.set({ name: marker, value: '1', sameSite: 'Lax', readable: true, maxAge });
    },
  };
}

/** Sessions that set the mark wherever one begins, by whatever way, or is ended. */
export const withAdoptionMark = (sessions: Sessions, mark: AdoptionMark): Sessions => ({
  ...sessions,
  async begin(asking, token, given) {
    const answer = await sessions.begin(asking, token, given);
    mark.set(asking.jar);
    return answer;
  },
  async end(asking) {
    await sessions.end(asking);
    mark.set(asking.jar);
  },
});
