import { jwtDecrypt } from 'jose';
import { expect, test } from 'vitest';
import { createSealer } from '../../../src/gateway/sealed/sealer.js';

const first = 'the first sealing secret, long enough';
const second = 'the second sealing secret, long enough';
const now = Date.parse('2026-05-04T10:00:00Z');
const sealer = (secrets = [first], at = now) => createSealer(secrets, () => at);

test('what was sealed opens under the same name', async () => {
  const sealed = await sealer().seal('__Host-a', { token: 'secret', ä: ['•'] }, now + 60_000);
  expect(sealed).not.toContain('secret');
  expect(await sealer().open('__Host-a', sealed)).toMatchObject({ token: 'secret', ä: ['•'] });
});

test('a value sealed for one cookie does not open as another', async () => {
  const sealed = await sealer().seal('__Host-sso_flow_aaaaaaaaaaaaaaaaaaaaaa', { token: 'x' }, now + 60_000);
  for (const name of [
    '__Host-sso_flow_bbbbbbbbbbbbbbbbbbbbbb',
    '__Host-sso_session',
    'sso_flow_aaaaaaaaaaaaaaaaaaaaaa',
  ]) {
    expect(await sealer().open(name, sealed)).toBeUndefined();
  }
});

test('keys that were derived before open nothing under another name or secret', async () => {
  const one = sealer([second, first]);
  const names = Array.from({ length: 600 }, (_, index) => `name ${index}`);
  const sealed = await Promise.all(names.map((name) => one.seal(name, { name }, now + 60_000)));
  const old = await sealer([first]).seal('name 0', { name: 'old' }, now + 60_000);
  expect(await one.open('name 0', old)).toMatchObject({ name: 'old' });
  for (const index of [0, 1, 599]) {
    expect(await one.open(`name ${index}`, sealed[index] ?? '')).toMatchObject({ name: `name ${index}` });
    expect(await one.open(`name ${index}`, sealed[index + 1] ?? sealed[5] ?? '')).toBeUndefined();
  }
});

test('what an earlier version sealed opens, and the other way round', async () => {
  // Sealed by the version that derived the key's bytes for each value.
  const earlier =
    'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIiwia2lkIjoiYUJxTDhWIn0..jqqoIXTDGNbPtlmI.zi2XIu4y7h-dJPJY1gZKOwivL70c9lPkbT64l91I8pqHhAT8.qnte7w7QWmI_ELXPH4RO-g';
  expect(await sealer([first], now).open('__Host-sso_session', earlier)).toMatchObject({ token: 'earlier' });
  const secret = await crypto.subtle.importKey('raw', new TextEncoder().encode(first), 'HKDF', false, ['deriveBits']);
  const info = new TextEncoder().encode('sso-elements cookie 1: name a');
  const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
  const bytes = new Uint8Array(await crypto.subtle.deriveBits(how, secret, 256));
  const sealed = await sealer().seal('a', { token: 'present' }, now + 60_000);
  const { payload } = await jwtDecrypt(sealed, bytes, { currentDate: new Date(now) });
  expect(payload).toMatchObject({ token: 'present' });
});

test('a value does not open after its time', async () => {
  const sealed = await sealer().seal('a', { token: 'x' }, now + 60_000);
  expect(await sealer([first], now + 59_000).open('a', sealed)).toMatchObject({ token: 'x' });
  expect(await sealer([first], now + 60_000).open('a', sealed)).toBeUndefined();
});

test('any changed character makes a value unreadable', async () => {
  const sealed = await sealer().seal('a', { token: 'x' }, now + 60_000);
  const parts = sealed.split('.');
  for (const [index, part] of parts.entries()) {
    const flipped = part === '' ? 'A' : (part.startsWith('A') ? 'B' : 'A') + part.slice(1);
    expect(await sealer().open('a', parts.with(index, flipped).join('.'))).toBeUndefined();
  }
});

test.each(['', 'x', '....', 'a.b.c', 'eyJhbGciOiJub25lIn0.e30.', 'null', '3'])(
  'nonsense (%j) is unreadable, not an error',
  async (value) => {
    expect(await sealer().open('a', value)).toBeUndefined();
  },
);

test('secrets rotate: the first seals, every one opens, one that was taken away does not', async () => {
  const old = await sealer([first]).seal('a', { token: 'old' }, now + 60_000);
  const rotated = sealer([second, first]);
  expect(await rotated.open('a', old)).toMatchObject({ token: 'old' });
  const fresh = await rotated.seal('a', { token: 'new' }, now + 60_000);
  expect(await sealer([second]).open('a', fresh)).toMatchObject({ token: 'new' });
  expect(await sealer([first]).open('a', fresh)).toBeUndefined();
  expect(await sealer([second]).open('a', old)).toBeUndefined();
});

test('another algorithm in the header is refused', async () => {
  const sealed = await sealer().seal('a', { token: 'x' }, now + 60_000);
  const [head = '', ...rest] = sealed.split('.');
  const header = JSON.parse(atob(head)) as Record<string, string>;
  for (const change of [{ enc: 'A128CBC-HS256' }, { alg: 'A256KW' }, { kid: 'zzzzzz' }]) {
    const forged = [btoa(JSON.stringify({ ...header, ...change })).replace(/=+$/, ''), ...rest].join('.');
    expect(await sealer().open('a', forged)).toBeUndefined();
  }
});

test.each([{}, { token: 'x' }, { token: 'ä•'.repeat(100) }, { list: [1, 2, 3] }, { t: 'y'.repeat(431) }])(
  'size is the length of a sealed value (%#)',
  async (payload) => {
    expect(sealer().size(payload)).toBe((await sealer().seal('a', payload, now + 60_000)).length);
  },
);

test('without a secret nothing is sealed', async () => {
  await expect(sealer([]).seal('a', {}, now)).rejects.toThrow('no secret');
  await expect(sealer([]).nameOf('a', 'text')).rejects.toThrow('no secret');
});
