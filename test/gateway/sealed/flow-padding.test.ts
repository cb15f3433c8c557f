/** Cookies of flows that may be decoys: of one size, whatever is in them. */
import { expect, test } from 'vitest';
import { createSealer } from '../../../src/gateway/sealed/sealer.js';
import { type FlowState, packFlowState } from '../../../src/gateway/sealed/flow-state.js';
import { secret } from '../support/harness.js';

const sealer = createSealer([secret], Date.now);
const name = `__Host-sso_flow_${'x'.repeat(22)}`;
const state: FlowState = {
  process: 'password-forgotten',
  step: 'verify',
  token: 'token',
  began: 1_700_000_000_000,
  channel: 'email',
  sent: 1,
  pause: 30,
};
const pack = (more: Partial<FlowState>) => packFlowState(name, { ...state, ...more }, undefined, sealer, true);

test.each([
  {},
  { decoy: true as const },
  { token: 't'.repeat(32) },
  { token: 't'.repeat(200) },
  { token: 't'.repeat(300) },
  { token: '"\\Ä€😀' },
  { address: 's•••@e•••.org', language: 'de', codeProof: 'p'.repeat(22) },
  { address: '😀•••@😀•••.example', sent: 12, stay: true as const },
  { consent: 'c'.repeat(80), page: `https://news.example.org/${'p'.repeat(400)}`, account: 'a'.repeat(22) },
])('with %j a cookie has the same size', async (more) => {
  const payload = pack(more);
  const value = await sealer.seal(name, payload!, Date.now() + 900_000);
  expect(name.length + value.length).toBe(799);
});

test('what is kept does not depend on the length of an ordinary token', () => {
  const more = {
    address: 's•••@e•••.org',
    consent: 'c'.repeat(80),
    page: `https://news.example.org/${'p'.repeat(60)}`,
  };
  const kept = (token: string) => Object.keys(pack({ ...more, token })!);
  for (const length of [1, 32, 64, 199]) expect(kept('t'.repeat(length))).toEqual(kept('t'.repeat(200)));
});

test('a token that no cookie can hold is still none', () => {
  expect(pack({ token: 't'.repeat(600) })).toBeUndefined();
});
