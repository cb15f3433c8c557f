/** "Sign in with Google", with a local stand-in for Google. */
import { type BodyOf, type OperationRequest, filled } from '../request/operation-request.js';
import { byEmail } from '../state/customers.js';
import type { IdTokenVerifier } from '../state/options.js';
import { goOn } from './progress.js';
import { Refusal, type OperationReply } from '../request/reply.js';
import type { World } from '../state/state.js';
import { segment } from '../state/token.js';

/**
 * A token that `unsignedIdTokens` accepts: a JWT with `"alg": "none"` and no signature.
 * @param claims `aud` is the client ID of the settings; `exp` is in seconds since 1970 and may be absent.
 */
export const createUnsignedIdToken = (claims: { aud: string; email: string; exp?: number }): string =>
  `${segment({ alg: 'none', typ: 'JWT' })}.${segment({ email_verified: true, ...claims })}.`;

const read = (part: string): unknown => {
  const bytes = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes, (letter) => letter.charCodeAt(0))));
};

/**
 * The default verifier, for tests and demos: takes only unsigned tokens (see `createUnsignedIdToken`) whose `aud` is the
 * client ID of the settings, whose address is verified and which have not expired.
 */
export const unsignedIdTokens: IdTokenVerifier = async (idToken, { clientId, now }) => {
  const [header = '', payload = '', signature] = idToken.split('.');
  try {
    const { alg } = read(header) as { alg?: unknown };
    const { aud, email, email_verified: verified, exp } = read(payload) as Record<string, unknown>;
    const fits = alg === 'none' && signature === '' && aud === clientId && verified === true;
    const expired = exp !== undefined && !(typeof exp === 'number' && exp * 1000 > now);
    return fits && !expired && typeof email === 'string' ? { email } : undefined;
  } catch {
    return undefined;
  }
};

/**
 * 403/20066 for a token that is refused or Google being switched off, 412/20041 for one that was used, 404/20015 for an
 * address that no customer has; then as for login.
 */
export async function verifyProvider(
  world: World,
  { body }: OperationRequest<BodyOf<'ssoProvider/verify'>>,
): Promise<OperationReply> {
  const { state, now, options } = world;
  const idToken = filled('authenticationData.idToken', body.authenticationData.idToken);
  const { active, googleSettings } = state.document.ssoProviders ?? {};
  if (!active || !googleSettings?.active) throw new Refusal(20066);
  const identity = await options.google(idToken, { clientId: googleSettings.googleClientId, now: now() });
  if (!identity) throw new Refusal(20066);
  if (state.usedIdTokens.includes(idToken)) throw new Refusal(20041);
  const customer = byEmail(state, identity.email);
  if (customer?.password === undefined) throw new Refusal(20015);
  const { os, browser, language } = body;
  const answer = goOn(
    world,
    { process: 'login', customerId: customer.customerId, device: { os, browser }, language },
    200,
  );
  state.usedIdTokens = [...state.usedIdTokens.slice(-999), idToken];
  return answer;
}
