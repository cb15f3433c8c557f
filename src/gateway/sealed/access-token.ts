/**
 * A short-lived token that says who reads, signed so that a server at the edge can check it without a call. It holds nothing that signs anybody in:
 * the gateway itself never believes it.
 */
import { calculateJwkThumbprint, decodeJwt, decodeProtectedHeader, importJWK, type JWK, SignJWT } from 'jose';
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
  /** Sets the cookie, unless the browser has one for this customer that counts for half of its time yet. `claims` is asked for where one is made. */
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
  now: () => number;
}): AccessTokens {
  const { keys, issuer, audience, maxAge, now } = options;
  const name = options.prefix ? `${options.prefix}sso_access` : 'sso_dev_access';
  const publicOf = async ({ kty, crv, x, y }: JWK): Promise<JWK & { kid: string }> => {
    const key = { kty, crv, x, y } as JWK;
    return { ...key, kid: await calculateJwkThumbprint(key), alg: algorithm, use: 'sig' };
  };
  const seconds = (): number => Math.floor(now() / 1000);
  let signing: Promise<{ kid: string; key: Awaited<ReturnType<typeof importJWK>> }> | undefined;
  async function loadKey() {
    // The options have one at least.
    const first = keys[0] as JWK;
    const [{ kid }, key] = await Promise.all([publicOf(first), importJWK(first, algorithm)]);
    return { kid, key };
  }

  /** By what it says of itself: whoever changes it keeps one that no server takes. */
  function isFresh(token: string, customerId: string, kid: string): boolean {
    try {
      const { sub, exp = 0 } = decodeJwt(token);
      const left = exp - seconds();
      return sub === customerId && decodeProtectedHeader(token).kid === kid && left > maxAge / 2 && left <= maxAge;
    } catch {
      return false;
    }
  }

  return {
    async write(jar, customerId, claims) {
      const { kid, key } = await (signing ??= loadKey());
      const held = jar.get(name);
      if (held !== undefined && isFresh(held, customerId, kid)) return;
      const { rights } = await claims();
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
