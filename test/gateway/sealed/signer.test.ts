/** Values that are signed and can be read, by the code of another library and by what somebody makes of them. */
import { createHmac, hkdfSync } from 'node:crypto';
import { jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { createSigner } from '../../../src/gateway/sealed/signer.js';

const name = '__Host-sso_device';
const secret = 'a sealing secret of more than 32 characters';
const other = 'another sealing secret of more than 32 chars';
const moment = 1_700_000_000_000;
const day = 86_400_000;
const now = () => moment;
const signer = createSigner([secret], name, now);
const signed = signer.sign({ known: 'Jörg' }, moment + day);
const keyOf = (given: string) =>
  new Uint8Array(hkdfSync('sha256', given, '', `sso-elements cookie 1: sign ${name}`, 32));
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
/** Signs what is not ours with our own key, to see that more is asked than the code. */
function forged(header: unknown, payload: unknown): string {
  const text = `${encoded(header)}.${encoded(payload)}`;
  return `${text}.${createHmac('sha256', keyOf(secret)).update(text).digest('base64url')}`;
}

test('is a JWS (RFC 7515) that another library verifies under the key of HKDF (RFC 5869)', async () => {
  const { payload } = await jwtVerify(signed, keyOf(secret), { currentDate: new Date(moment), algorithms: ['HS256'] });
  expect(payload).toEqual({ known: 'Jörg', exp: (moment + day) / 1000 });
});

test('comes back as it was signed', () => {
  expect(signer.verify(signed)).toEqual({ known: 'Jörg', exp: (moment + day) / 1000 });
});

test('counts with each secret that is configured, and no other', () => {
  const [rotated, gone] = [createSigner([other, secret], name, now), createSigner([other], name, now)];
  expect([rotated.verify(signed), gone.verify(signed), signer.verify(rotated.sign({}, moment + day))]).toEqual([
    { known: 'Jörg', exp: expect.any(Number) },
    undefined,
    undefined,
  ]);
});

test('counts under its own name alone', () => {
  expect(createSigner([secret], 'sso_device', now).verify(signed)).toBeUndefined();
});

test('counts until it expires', () => {
  const at = (time: number) => createSigner([secret], name, () => time).verify(signed);
  expect([at(moment + day - 1), at(moment + day)]).toEqual([{ known: 'Jörg', exp: expect.any(Number) }, undefined]);
});

describe('what somebody made of it does not count', () => {
  const [header, payload, code] = signed.split('.') as [string, string, string];
  const flipped = (text: string, at: number) =>
    `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
  const claims = { known: 'x', exp: moment / 1000 + 100 };

  test.each(Array.from({ length: payload.length }, (_, at) => at))('character %i of the payload is another', (at) => {
    expect(signer.verify(`${header}.${flipped(payload, at)}.${code}`)).toBeUndefined();
  });
  // The last of 43 characters has two bits that no byte holds.
  test.each(Array.from({ length: 43 }, (_, at) => at))('character %i of the code is another', (at) => {
    expect(signer.verify(`${header}.${payload}.${flipped(code, at)}`)).toBeUndefined();
  });
  test.each([
    ['no code', `${header}.${payload}.`],
    ['nothing', ''],
    ['algorithm none', `${encoded({ alg: 'none' })}.${encoded(claims)}.`],
    ['another header with a right code', forged({ alg: 'HS256', typ: 'JWT' }, claims)],
    ['another algorithm with a right code', forged({ alg: 'HS512' }, claims)],
    ['no end', forged({ alg: 'HS256' }, { known: 'x' })],
    ['an end that is a text', forged({ alg: 'HS256' }, { ...claims, exp: '99999999999' })],
    ['more than browsers keep', forged({ alg: 'HS256' }, { ...claims, known: 'x'.repeat(4096) })],
  ])('%s', (_what, value) => {
    expect(signer.verify(value)).toBeUndefined();
  });
  test('the control: a right code under the right header does', () => {
    expect(signer.verify(forged({ alg: 'HS256' }, claims))).toEqual(claims);
  });
});

test('without a secret nothing is signed', () => {
  expect(() => createSigner([], name, now).sign({}, moment + day)).toThrow('no secret to sign with');
});
