/** Cookies of flows that may be decoys: of one size, whatever is in them, and with all that limits count by. */
import { expect, test } from 'vitest';
import { createSealer } from '../../../src/gateway/sealed/sealer.js';
import { type FlowState, longestCookie, packFlowState } from '../../../src/gateway/sealed/flow-state.js';
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
/** Of name and value; the padding leaves no room for another octet. */
const size = longestCookie - 1;

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
  expect(name.length + value.length).toBe(size);
});

/** Every way to choose one of each list, one after the other. */
const combined = (...choices: (readonly Partial<FlowState>[])[]): Partial<FlowState>[] =>
  choices.reduce<Partial<FlowState>[]>(
    (found, each) => found.flatMap((before) => each.map((more) => ({ ...before, ...more }))),
    [{}],
  );
const digest = (letter: string) => letter.repeat(22);
const consent = `2de1777888800.${'h'.repeat(43)}${'i'.repeat(12)}`;
/** What a reader does, and with it a stranger. */
const registrations = combined(
  [{ process: 'registration', who: digest('w') }],
  [{}, { to: digest('m'), channel: 'sms' }],
  [{}, { language: 'de' }],
  [{}, { stay: true }],
  [{ sent: 1 }, { sent: 12, pause: 300 }],
  [
    {},
    { consent, account: digest('a') },
    { consent, account: digest('a'), page: 'https://news.example.org/' },
    {
      consent,
      account: digest('a'),
      page: `https://news.example.org/${'p'.repeat(175)}`,
    },
  ],
  [{ address: '+49•••78' }, { address: 's•••@e•••.org' }, { address: `😀•••@😀•••.${'t'.repeat(63)}` }],
);
/** What the hosted API makes of it. */
const [decoy, ...others] = combined(
  [{ decoy: true }, {}, { codeProof: digest('p') }],
  [{ token: 'd'.repeat(32) }, { token: 't' }, { token: 't'.repeat(200) }, { token: '"'.repeat(100) }],
);
/** The names of what is kept, but for what tells them apart. */
const keptOf = (packed: Record<string, unknown>) =>
  Object.keys(packed)
    .filter((key) => key !== 'decoy' && key !== 'codeProof')
    .sort();

test('a decoy and a real flow keep the same of whatever registration, in one size, and always what limits count by', () => {
  for (const registration of registrations) {
    const first = pack({ ...registration, ...decoy })!;
    for (const name of ['who', 'to', 'account', 'consent', 'language', 'stay', 'sent'] as const)
      expect(first[name], name).toBe(registration[name]);
    for (const other of [decoy, ...others]) {
      const packed = pack({ ...registration, ...other })!;
      expect(name.length + sealer.size(packed), JSON.stringify({ ...registration, ...other })).toBe(size);
      expect(keptOf(packed)).toEqual(keptOf(first));
      expect(packed).toMatchObject(other!);
    }
  }
});

test('an ordinary registration keeps all that it has', () => {
  const ordinary = { address: 's•••@e•••.org', language: 'de', who: digest('w'), codeProof: digest('p') };
  const agreed = { consent, account: digest('a'), page: `https://news.example.org/${'p'.repeat(60)}` };
  const given = { process: 'registration' as const, ...ordinary, ...agreed, token: 't'.repeat(200) };
  expect(pack(given)).toMatchObject(given);
});

test.each([true, false])(
  'of a token that leaves too little room nothing comes, rather than less to count by (%s)',
  (isPadded) => {
    const counted = { who: digest('w'), to: digest('m'), account: digest('a') };
    for (let length = 200; length <= 900; length += 20) {
      const packed = packFlowState(
        name,
        { ...state, ...counted, token: 't'.repeat(length) },
        undefined,
        sealer,
        isPadded,
      );
      if (packed) expect(packed).toMatchObject(counted);
      else expect(length).toBeGreaterThan(400);
    }
    expect(packFlowState(name, { ...state, token: 't'.repeat(900) }, undefined, sealer, isPadded)).toBeUndefined();
  },
);

test('a token that no cookie can hold is still none', () => {
  expect(pack({ token: 't'.repeat(900) })).toBeUndefined();
});
