/** "Sign in with Google", with a local replacement for Google. */
import { type BodyOf, type OperationRequest, requireText } from '../request/operation-request.js';
import { findByEmail } from '../state/customers.js';
import type { IdTokenVerifier } from '../state/simulator-options.js';
import { issueNextStep } from './next-step.js';
import { Refusal, type OperationReply } from '../request/reply.js';
import type { SimulatorContext } from '../state/simulator-state.js';
import { segment } from '../state/random-token.js';

/**
 * Returns an ID token that `unsignedIdTokens` accepts: a JWT with `"alg": "none"` and no signature (RFC 7519, 6).
 *
 * @param claims `aud`: the client ID of the settings. `exp`: seconds since 1970; absent: never expires.
 *
 * @example
 * ```ts
 * import { createUnsignedIdToken } from 'sso-elements-server/simulator';
 *
 * const idToken = createUnsignedIdToken({ aud: 'client-id', email: 'reader@example.com' });
 * ```
 */
export const createUnsignedIdToken = (claims: { aud: string; email: string; exp?: number }): string =>
  `${segment({ alg: 'none', typ: 'JWT' })}.${segment({ email_verified: true, ...claims })}.`;

const read = (part: string): unknown => {
  const bytes = atob(part.replaceAll('-', '+').replaceAll('_', '/'));
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes, (letter) => letter.charCodeAt(0))));
};

/**
 * The default verifier, for tests and demos. It accepts only unsigned tokens (see `createUnsignedIdToken`) that have not
 * expired, whose `aud` is the client ID of the settings and whose address is verified. It never throws.
 *
 * @example
 * ```ts
 * import { createUnsignedIdToken, unsignedIdTokens } from 'sso-elements-server/simulator';
 *
 * const idToken = createUnsignedIdToken({ aud: 'client-id', email: 'reader@example.com' });
 * const identity = await unsignedIdTokens(idToken, { clientId: 'client-id', now: Date.now() });
 * ```
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
 * Throws 403/20066 for a refused token or if Google is off, 412/20041 for a used token, and 404/20015 for an address that
 * no customer has. Goes on as login does.
 */
export async function verifyProvider(
  context: SimulatorContext,
  { body }: OperationRequest<BodyOf<'ssoProvider/verify'>>,
): Promise<OperationReply> {
  const { state, now, options } = context;
  const idToken = requireText('authenticationData.idToken', body.authenticationData.idToken);
  const { active, googleSettings } = state.document.ssoProviders ?? {};
  if (!active || !googleSettings?.active) throw new Refusal(20066);
  const identity = await options.google(idToken, { clientId: googleSettings.googleClientId, now: now() });
  if (!identity) throw new Refusal(20066);
  if (state.usedIdTokens.includes(idToken)) throw new Refusal(20041);
  const customer = findByEmail(state, identity.email);
  if (customer?.password === undefined) throw new Refusal(20015);
  const { os, browser, language } = body;
  const nextStep = issueNextStep(
    context,
    { process: 'login', customerId: customer.customerId, device: { os, browser }, language },
    200,
  );
  state.usedIdTokens = [...state.usedIdTokens.slice(-999), idToken];
  return nextStep;
}
