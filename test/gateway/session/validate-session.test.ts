import { expect, test } from 'vitest';
import { createValidation } from '../../../src/gateway/session/validate-session.js';

test('a fault of the gateway’s own is no word about a session, and is thrown on', async () => {
  const call = () => Promise.reject(new TypeError('a fault of ours'));
  const validation = createValidation({ upstream: { call }, language: 'de', now: Date.now, log: () => undefined });
  await expect(validation.validate('S')).rejects.toThrow('a fault of ours');
});
