/** Whose e-mail address an ID token names. */
import { decodeJwt } from 'jose';

/**
 * Reads the claim `email` of an ID token (OpenID Connect Core, 5.1), `undefined` where there is none. It checks nothing: to be called once the
 * hosted API has accepted the token.
 */
export function idTokenEmail(idToken: string): string | undefined {
  try {
    const { email } = decodeJwt(idToken);
    return typeof email === 'string' && email.includes('@') ? email : undefined;
  } catch {
    return undefined;
  }
}
