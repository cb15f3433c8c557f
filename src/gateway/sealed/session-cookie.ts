/** The session's sealed cookie, split over numbered ones where it is long: browsers drop a cookie over 4 KB silently. */
import * as z from 'zod/mini';
import { customer } from '../../contract/answer.js';
import type { Jar } from '../request/cookies.js';
import type { Sealer } from './seal.js';

/** Readable, without data: tells a script whether `GET session` is worth a request. */
const marker = 'sso_session';
/** Characters of one cookie's value; name and attributes come on top. */
const longestPart = 3500;
/** Characters of the whole sealed value. */
const longestValue = 16 * 1024;

const payload = z.object({
  token: z.string(),
  customer: z.optional(customer),
  /** Milliseconds since 1970: when the hosted API last said that the session lives. */
  validated: z.number(),
});
export type SessionState = z.infer<typeof payload>;

/** A session's cookies, sealed once so that concurrent answers set the very same ones. `undefined`: nobody is signed in. */
export type SealedSession = readonly { name: string; value: string }[];

export interface SessionCookie {
  /** `unreadable`: there are cookies, but no session in them. */
  read(jar: Jar): Promise<SessionState | 'unreadable' | undefined>;
  /** `undefined`: longer than browsers and servers take. */
  seal(state: SessionState): Promise<SealedSession | undefined>;
  /** Sets the cookies and their marker, and deletes what is left of longer ones. */
  write(jar: Jar, cookies: SealedSession): void;
  clear(jar: Jar): void;
}

/** `maxAge` in seconds. */
export function createSessionCookie(options: {
  prefix: '__Host-' | '';
  sealer: Sealer;
  now: () => number;
  maxAge: number;
}): SessionCookie {
  const { sealer, now, maxAge } = options;
  // With development cookies the marker has the name that the session's would have without its prefix.
  const name = options.prefix ? `${options.prefix}sso_session` : 'sso_dev_session';
  const ours = (jar: Jar) => jar.names.filter((other) => other === name || other.startsWith(`${name}.`));

  /** A short value is in the cookie itself; of a split one it holds the number of parts. */
  function unite(jar: Jar): string | undefined {
    const value = jar.get(name);
    if (value === undefined || !/^\d$/.test(value)) return value;
    const parts = Array.from({ length: Number(value) }, (_, index) => jar.get(`${name}.${index}`));
    return parts.includes(undefined) ? undefined : parts.join('');
  }

  return {
    async read(jar) {
      if (ours(jar).length === 0) return undefined;
      const sealed = unite(jar);
      const opened = sealed === undefined ? undefined : await sealer.open(name, sealed);
      return payload.safeParse(opened).data ?? 'unreadable';
    },
    async seal(state) {
      const sealed = await sealer.seal(name, state, now() + maxAge * 1000);
      if (sealed.length > longestValue) return undefined;
      if (sealed.length <= longestPart) return [{ name, value: sealed }];
      const count = Math.ceil(sealed.length / longestPart);
      const parts = Array.from({ length: count }, (_, index) => ({
        name: `${name}.${index}`,
        value: sealed.slice(index * longestPart, (index + 1) * longestPart),
      }));
      return [{ name, value: String(count) }, ...parts];
    },
    write(jar, cookies) {
      const kept = new Set(cookies.map((cookie) => cookie.name));
      for (const other of ours(jar)) if (!kept.has(other)) jar.delete(other, 'Lax');
      for (const cookie of cookies) jar.set({ ...cookie, maxAge, sameSite: 'Lax' });
      jar.set({ name: marker, value: '1', maxAge, sameSite: 'Lax', readable: true });
    },
    clear(jar) {
      for (const cookie of ours(jar)) jar.delete(cookie, 'Lax');
      jar.delete(marker, 'Lax', true);
    },
  };
}
