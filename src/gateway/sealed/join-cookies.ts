/**
 * What a browser has begun to take over from another site: a sealed cookie for each, three at most. It is Lax, since the browser comes back
 * from elsewhere.
 */
import * as z from 'zod/mini';
import { encodeBase64url, type Random } from '../base/bytes.js';
import type { RequestCookies } from '../request/cookies.js';
import type { Sealer } from './sealer.js';

const mostJoins = 3;
/** Seconds: nobody enters anything on the way. */
const joinLifetime = 300;
/** Characters of an address, which goes into a cookie. */
export const longestReturn = 1000;

const packed = z.object({
  /** The origin of the site that was asked. */
  site: z.string(),
  verifier: z.string(),
  /** A path of this site's. */
  returnUrl: z.string(),
  /** Milliseconds since 1970. */
  began: z.number(),
});
/** What was begun. */
export type StoredJoin = z.infer<typeof packed>;

export interface JoinCookies {
  /** Sets the cookie of a beginning, and returns its state: the name by which it is found again. */
  begin(jar: RequestCookies, join: Omit<StoredJoin, 'began'>): Promise<string>;
  /** The beginning with a state, whose cookie is deleted; `undefined` where this browser has none, or one that cannot be unsealed. */
  take(jar: RequestCookies, state: string): Promise<StoredJoin | undefined>;
  /** Deletes all of them, readable or not. Returns the states of those that were unsealed here. */
  clear(jar: RequestCookies): Promise<string[]>;
}

/** `prefix`: `__Host-`, or empty with `devCookies`. `now`: milliseconds since 1970. */
export function createJoinCookies(options: {
  prefix: '__Host-' | '';
  sealer: Sealer;
  now: () => number;
  random: Random;
}): JoinCookies {
  const { sealer, now, random } = options;
  const prefix = `${options.prefix}sso_join_`;
  const states = (jar: RequestCookies) =>
    jar.names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));

  async function open(jar: RequestCookies, state: string): Promise<StoredJoin | undefined> {
    const sealed = jar.get(prefix + state);
    return sealed === undefined ? undefined : packed.safeParse(await sealer.open(prefix + state, sealed)).data;
  }

  return {
    async begin(jar, join) {
      const began = await Promise.all(
        states(jar).map(async (state) => ({ state, at: (await open(jar, state))?.began ?? 0 })),
      );
      const oldest = began.sort((a, b) => b.at - a.at).slice(mostJoins - 1);
      for (const { state } of oldest) jar.delete(prefix + state, 'Lax');
      const state = encodeBase64url(random(16));
      const name = prefix + state;
      const value = await sealer.seal(name, { ...join, began: now() }, now() + joinLifetime * 1000);
      jar.set({ name, value, maxAge: joinLifetime, sameSite: 'Lax' });
      return state;
    },
    async take(jar, state) {
      const join = await open(jar, state);
      jar.delete(prefix + state, 'Lax');
      return join;
    },
    async clear(jar) {
      const all = states(jar);
      const opened = all.map((state) => open(jar, state));
      for (const state of all) jar.delete(prefix + state, 'Lax');
      const found = await Promise.all(opened);
      return all.filter((_, at) => found[at]);
    },
  };
}
