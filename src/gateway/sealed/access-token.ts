/**
 * A short-lived token that says who reads, signed so that a server at the edge can check it without a call. It holds nothing that signs anybody in:
 * the gateway itself never believes it.
 */
import { calculateJwkThumbprint, decodeJwt, decodeProtectedHeader, importJWK, type JWK, SignJWT } from 'jose';
import { singleFlight } from '../base/single-flight.js';
import type { RequestCookies } from '../request/cookies.js';

/** The header's type: nothing else that is signed with such a key can pass for one. */
const type = 'sso-access+jwt';
const algorithm = 'ES256';

/** What a token says. */
export interface AccessClaims {
  customerId: string;
  /** Which of the listed rights are granted. Absent where none are listed, or nobody can say. */
  rights?: readonly string[];
}

export interface AccessTokens {
  /**
   * Sets the cookie, unless the browser has one for this customer that counts for half of its time yet, and says which of the listed rights are
   * granted. `claims` is asked for where one is made; one that lacks rights stays where these say none, either.
   */
  write(jar: RequestCookies, customerId: string, claims: () => Promise<AccessClaims>): Promise<void>;
  /** Deletes the cookie if the browser has it; with `isCertain` in any case. */
  clear(jar: RequestCookies, isCertain?: boolean): void;
  /** The public keys, as a JWK set. */
  keySet(): Promise<{ keys: JWK[] }>;
}

/** `maxAge` in seconds; `now` in milliseconds since 1970. */
export function createAccessTokens(options: {
  prefix: '__Host-' | '';
  keys: readonly JWK[];
  issuer: string;
  audience: string;
  maxAge: number;
  /** Those that a token tells of. */
  rights: readonly string[];
  now: () => number;
}): AccessTokens {
  const { keys, issuer, audience, maxAge, rights: listed, now } = options;
  const name = options.prefix ? `${options.prefix}sso_access` : 'sso_dev_access';
  const publicOf = async ({ kty, crv, x, y }: JWK): Promise<JWK & { kid: string }> => {
    const key = { kty, crv, x, y } as JWK;
    return { ...key, kid: await calculateJwkThumbprint(key), alg: algorithm, use: 'sig' };
  };
  const seconds = (): number => Math.floor(now() / 1000);
  async function loadKey() {
    // The options have one at least.
    const first = keys[0] as JWK;
    const [{ kid }, key] = await Promise.all([publicOf(first), importJWK(first, algorithm)]);
    return { kid, key };
  }
  type Signing = Awaited<ReturnType<typeof loadKey>>;
  let loaded: Signing | undefined;
  const share = singleFlight<Signing>();
  const signing = async (): Promise<Signing> => (loaded ??= await share('key', loadKey));

  /** By what it says of itself: whoever changes it keeps one that no server takes. `partly`: all but its rights, which nobody could say. */
  function isFresh(token: string, customerId: string, kid: string): boolean | 'partly' {
    try {
      const { sub, exp = 0, rights } = decodeJwt(token);
      const left = exp - seconds();
      const isOurs = sub === customerId && decodeProtectedHeader(token).kid === kid;
      if (!isOurs || left <= maxAge / 2 || left > maxAge) return false;
      return rights === undefined && listed.length > 0 ? 'partly' : true;
    } catch {
      return false;
    }
  }

  return {
    async write(jar, customerId, claims) {
      const { kid, key } = await signing();
      const held = jar.get(name);
      const fresh = held !== undefined && isFresh(held, customerId, kid);
      if (fresh === true) return;
      const { rights } = await claims();
      if (fresh === 'partly' && !rights) return;
      const value = await new SignJWT({ ...(rights && { rights }) })
        .setProtectedHeader({ alg: algorithm, typ: type, kid })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(customerId)
        .setIssuedAt(seconds())
        .setExpirationTime(seconds() + maxAge)
        .sign(key);
      jar.set({ name, value, maxAge, sameSite: 'Lax' });
    },
    clear(jar, isCertain = false) {
      if (isCertain) jar.expire(name, 'Lax');
      else jar.delete(name, 'Lax');
    },
    keySet: async () => ({ keys: await Promise.all(keys.map(publicOf)) }),
  };
}
