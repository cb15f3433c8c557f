/** A site that takes over the sessions of the iframe until the end of May, and a hosted API that has one. */
import type { GatewayOptions } from '../../../src/gateway/index.js';
import { json, person, type Script, sessionToken, site, type Site } from './harness.js';

export const transferToken = 'TRANSFER-TOKEN-5d6e7f';
export const adoptUntil = '2026-05-31';
export const newestTerms = 'TERMS-OF-MAY-2026-02';
const olderTerms = 'TERMS-OF-MAY-2025-01';

/** A customer of whom a sign-in asks nothing. */
export const settled = {
  ...person,
  status: 'ACTIVATED',
  acceptedTerms: { [newestTerms]: { uniqueId: newestTerms, acceptanceDate: '2026-05-01T12:00:00Z' } },
};
export const termsOf = (uniqueId: string, activationTime: string | null, more: object = {}): object => ({
  customerTermId: 1,
  internalTitle: 'Terms',
  uniqueId,
  active: true,
  translations: [],
  activationTime,
  ...more,
});
/** In no order; the last one is still to come. */
export const versions = [
  termsOf(newestTerms, '2026-05-01T00:00:00Z'),
  termsOf(olderTerms, '2025-05-01T00:00:00Z'),
  termsOf('TERMS-OF-JUNE-2026-3', '2026-06-01T00:00:00Z'),
];

export function adopting(settings: object = {}, script: Script = {}, options: Partial<GatewayOptions> = {}): Site {
  return site(
    {
      '/processes/settings/sso': () =>
        json({ settings: { tokenType: 'EMAIL', ...settings }, ssoTermText: '<p>Our terms</p>' }),
      '/sessions/transferToken': () => json({ customerSession: sessionToken }),
      '/sessions/customerData': () => json(settled),
      '/settings/termsAndConditions': () => json({ items: versions }),
      ...script,
    },
    { adoptUntil, ...options },
  );
}
