/** Whose e-mail address an ID token names. */
import { isRecord } from '../../contract/json.js';

/**
 * Reads the claim `email` of an ID token (OpenID Connect Core, 5.1), `undefined` where there is none. It checks nothing: to be called once the
 * hosted API has accepted the token.
 */
export function idTokenEmail(idToken: string): string | undefined {
  const [, payload = ''] = idToken.split('.');
  try {
    const text = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
    const claims: unknown = JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (byte) => byte.charCodeAt(0))));
    const email = isRecord(claims) ? claims['email'] : undefined;
    return typeof email === 'string' && email.includes('@') ? email : undefined;
  } catch {
    return undefined;
  }
}
