/** Keys of access tokens. */
import { exportJWK, generateKeyPair } from 'jose';
import type { AccessKey } from '../../../src/gateway/index.js';

export async function newAccessKey(): Promise<AccessKey> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const { x = '', y = '', d = '' } = await exportJWK(privateKey);
  return { kty: 'EC', crv: 'P-256', x, y, d };
}
