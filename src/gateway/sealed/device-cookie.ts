/**
 * Says that somebody has signed in to an account in this browser before. It signs nobody in: whoever has it is only counted apart from strangers
 * (OWASP, "Slow Down Online Guessing Attacks with Device Cookies").
 */
import * as z from 'zod/mini';
import { encodeBase64url, type Random } from '../base/bytes.js';
import type { RequestCookies } from '../request/cookies.js';
import { createSigner } from './signer.js';

/** Seconds; longer than a session lives, since it is needed after that. */
export const deviceAge = 400 * 86_400;
/** Milliseconds after which a good sign-in signs it anew. */
const freshFor = 86_400_000;
/** Readers who share a browser; of more the oldest goes. */
const mostAccounts = 4;

const payload = z.object({
  /** Account, by its keyed name, and the device's own ID for it; the last one signed in last. */
  known: z.array(z.tuple([z.string(), z.string()])),
  /** Milliseconds since 1970: when it was signed. */
  at: z.number(),
});
type Device = z.infer<typeof payload>;

export interface DeviceCookie {
  /** The device's ID for an account; `undefined`: nobody has signed in to it here. */
  idOf(jar: RequestCookies, account: string): string | undefined;
  /** After a good sign-in. */
  keep(jar: RequestCookies, account: string): void;
  /** Forgets an account. */
  forget(jar: RequestCookies, account: string): void;
}

export function createDeviceCookie(given: {
  prefix: '__Host-' | '';
  secrets: readonly string[];
  now: () => number;
  random: Random;
}): DeviceCookie {
  const { prefix, secrets, now, random } = given;
  const name = `${prefix}sso_device`;
  // Neither keyed names nor random IDs are a secret.
  const signer = createSigner(secrets, name, now);

  function open(jar: RequestCookies): Device {
    const signed = jar.get(name);
    const opened = signed === undefined ? undefined : signer.verify(signed);
    // Most readers of a day have none: a check that fails costs more than the counts.
    return (opened !== undefined && payload.safeParse(opened).data) || { known: [], at: 0 };
  }
  function save(jar: RequestCookies, known: Device['known']): void {
    const at = now();
    const value = signer.sign({ known, at }, at + deviceAge * 1000);
    jar.set({ name, value, maxAge: deviceAge, sameSite: 'Strict' });
  }

  return {
    idOf(jar, account) {
      const { known } = open(jar);
      return known.find(([each]) => each === account)?.[1];
    },
    keep(jar, account) {
      const { known, at } = open(jar);
      const [last, id] = known.at(-1) ?? [];
      if (last === account && id !== undefined && now() < at + freshFor) return;
      const own = known.find(([each]) => each === account) ?? [account, encodeBase64url(random(12))];
      const others = known.filter(([each]) => each !== account).slice(1 - mostAccounts);
      save(jar, [...others, own]);
    },
    forget(jar, account) {
      const { known } = open(jar);
      const others = known.filter(([each]) => each !== account);
      if (others.length === 0) jar.delete(name, 'Strict');
      else if (others.length < known.length) save(jar, others);
    },
  };
}
