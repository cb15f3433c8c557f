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
});
