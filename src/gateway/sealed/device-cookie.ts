/**
 * Says that somebody has signed in to an account in this browser before. It signs nobody in: whoever has it is only counted apart from strangers
 * (OWASP, "Slow Down Online Guessing Attacks with Device Cookies").
 */
import * as z from 'zod/mini';
import { BoundedMap } from '../base/bounded-map.js';
import { encodeBase64url, type Random } from '../base/bytes.js';
import type { RequestCookies } from '../request/cookies.js';
import { deriveMac, type Mac } from './mac.js';
import { createSigner } from './signer.js';

/** Seconds; longer than a session lives, since it is needed after that. */
export const deviceAge = 400 * 86_400;
/** Milliseconds after which a good sign-in signs it anew. */
const freshFor = 86_400_000;
/** Readers who share a browser; of more the oldest goes. */
const mostAccounts = 4;
/** Names that are kept: each call of a sign-in asks several times for the same one. */
const keptNames = 100;

const payload = z.object({
  /** Account, by the cookie's own name for it, and the device's own ID for it; the last one signed in last. */
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
  const signer = createSigner(secrets, name, now);
  let mac: Mac | undefined;
  const shown = new BoundedMap<string, string>(keptNames);
  /**
   * The cookie can be read, so its name for an account is not the one that limits and the log have: whoever holds a device and the log finds no
   * reader in both.
   */
  function shownAs(account: string): string {
    const known = shown.get(account);
    if (known !== undefined) return known;
    mac ??= deriveMac(secrets[0] ?? '', 'device account');
    const found = mac(account).slice(0, 22);
    shown.set(account, found);
    return found;
  }

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
      if (known.length === 0) return undefined;
      const own = shownAs(account);
      return known.find(([each]) => each === own)?.[1];
    },
    keep(jar, account) {
      const { known, at } = open(jar);
      const own = shownAs(account);
      const [last, id] = known.at(-1) ?? [];
      if (last === own && id !== undefined && now() < at + freshFor) return;
      const found = known.find(([each]) => each === own) ?? [own, encodeBase64url(random(12))];
      const others = known.filter(([each]) => each !== own).slice(1 - mostAccounts);
      save(jar, [...others, found]);
    },
    forget(jar, account) {
      const { known } = open(jar);
      const own = shownAs(account);
      const others = known.filter(([each]) => each !== own);
      if (others.length === 0) jar.delete(name, 'Strict');
      else if (others.length < known.length) save(jar, others);
    },
  };
}
