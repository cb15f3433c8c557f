/** The session's sealed cookie, split into numbered ones where it is long: browsers silently drop cookies over 4 KB. */
import * as z from 'zod/mini';
import { customer } from '../../contract/answer.js';
import type { RequestCookies } from '../request/cookies.js';
import { longestSealed, type Sealer } from './sealer.js';
import { sessionEnd, type SessionLimits, type SessionTimes } from './session-lifetime.js';

/** Without data and readable by scripts: lets one know whether `GET session` is worth a request. */
const marker = 'sso_session';
/** Characters of one cookie's value; name and attributes come on top. */
const longestPart = 3500;

const payload = z.object({
  token: z.string(),
  /** Names the session where those that were ended are kept. Absent in cookies of an older version: there the token does. */
  id: z.optional(z.string()),
  customer: z.optional(customer),
  /** It ends with the browser's own session: its cookies have no age. */
  brief: z.optional(z.literal(true)),
  /** Milliseconds since 1970: when the hosted API last confirmed the session. */
  validated: z.number(),
  /** When the reader signed in. Absent in cookies of an older version: their age counts from when they are first seen. */
  signedIn: z.optional(z.number()),
  /** When the hosted API is to be asked next. */
  next: z.optional(z.number()),
});
/** What the cookie holds. */
export type SessionState = z.infer<typeof payload>;
/** What is sealed into it: by this version, with its times. */
export type DatedSession = SessionState & SessionTimes;

/** A session's cookies, sealed once so that concurrent responses set the very same values. `maxAge` in seconds; absent: as long as the browser's own session. */
export type SealedSession = readonly { name: string; value: string; maxAge?: number }[];

export interface SessionCookie {
  /**
   * `unreadable`: there are cookies, but this instance finds no session in them. `over`: it has come to its end, or the browser has lost a part of
   * it. `undefined`: nobody is signed in.
   */
  read(jar: RequestCookies): Promise<SessionState | 'unreadable' | 'over' | undefined>;
  /** Whether the browser will have one after this response, readable or not. */
  isHeld(jar: RequestCookies): boolean;
  /** Seconds for which a cookie of this session can still count, however it was used since. */
  remaining(state: SessionState): number;
  /** Whether a session with these times has come to its end by itself. */
  isOver(times: SessionTimes): boolean;
  /** `undefined`: too long for browsers and servers. */
  seal(state: DatedSession): Promise<SealedSession | undefined>;
  /** Sets the cookies and their marker, and deletes parts left over from a longer value. */
  write(jar: RequestCookies, cookies: SealedSession): void;
  clear(jar: RequestCookies): void;
  /** Deletes them even where they did not count, since a name came twice: whoever signs out is signed out. */
  forget(jar: RequestCookies): void;
}

/** `now` in milliseconds since 1970. */
export function createSessionCookie(options: {
  prefix: '__Host-' | '';
  sealer: Sealer;
  now: () => number;
  limits: SessionLimits;
}): SessionCookie {
  const { sealer, now, limits } = options;
  // With `devCookies` the marker already has the name that is left without the prefix.
  const name = options.prefix ? `${options.prefix}sso_session` : 'sso_dev_session';
  const ours = (jar: RequestCookies) => jar.names.filter((other) => other === name || other.startsWith(`${name}.`));

  const isOver = (times: SessionTimes): boolean => now() >= sessionEnd(times, limits);

  function clear(jar: RequestCookies): void {
    for (const cookie of ours(jar)) jar.delete(cookie, 'Lax');
    jar.delete(marker, 'Lax', true);
  }

  /** The cookie holds a short value itself, of a split one the number of parts. */
  function joinParts(jar: RequestCookies): string | undefined {
    const value = jar.get(name);
    if (value === undefined || !/^\d$/.test(value)) return value;
    if (value === '0') return undefined;
    const parts = Array.from({ length: Number(value) }, (_, index) => jar.get(`${name}.${index}`));
    return parts.includes(undefined) ? undefined : parts.join('');
  }

  return {
    isOver,
    isHeld: (jar) => ours(jar).length > 0,
    remaining: ({ signedIn = now() }) =>
      Math.max(1, Math.ceil((sessionEnd({ validated: now(), signedIn }, limits) - now()) / 1000)),
    async read(jar) {
      if (ours(jar).length === 0) return undefined;
      const sealed = joinParts(jar);
      const opened = sealed === undefined ? 'expired' : await sealer.judge(name, sealed);
      if (opened === 'expired') return 'over';
      const state = payload.safeParse(opened).data;
      if (!state) return 'unreadable';
      const { signedIn } = state;
      // Also where the options allow less than when it was sealed.
      return signedIn !== undefined && isOver({ ...state, signedIn }) ? 'over' : state;
    },
    async seal(state) {
      const end = sessionEnd(state, limits);
      const age = state.brief ? {} : { maxAge: Math.max(0, Math.ceil((end - now()) / 1000)) };
      const sealed = await sealer.seal(name, { ...state }, end);
      if (sealed.length > longestSealed) return undefined;
      if (sealed.length <= longestPart) return [{ name, value: sealed, ...age }];
      const count = Math.ceil(sealed.length / longestPart);
      const parts = Array.from({ length: count }, (_, index) => ({
        name: `${name}.${index}`,
        value: sealed.slice(index * longestPart, (index + 1) * longestPart),
        ...age,
      }));
      return [{ name, value: String(count), ...age }, ...parts];
    },
    write(jar, cookies) {
      const kept = new Set(cookies.map((cookie) => cookie.name));
      for (const other of ours(jar)) if (!kept.has(other)) jar.delete(other, 'Lax');
      for (const cookie of cookies) jar.set({ ...cookie, sameSite: 'Lax' });
      const [first] = cookies;
      jar.set({ ...first, name: marker, value: '1', sameSite: 'Lax', readable: true });
    },
    clear,
    forget(jar) {
      clear(jar);
      jar.expire(name, 'Lax');
      jar.expire(marker, 'Lax', true);
    },
  };
}
