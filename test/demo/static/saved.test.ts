import { expect, test } from 'vitest';
import { createLife } from '../../../demo/static/life.js';
import { pack, type Saved, unpack } from '../../../demo/static/saved.js';

const origin = 'http://localhost:8080';
const state = async (): Promise<Saved> => (await createLife(origin)).state();

test('what is saved can be taken up, and is the same again', async () => {
  const text = pack(await state());
  const again = await createLife(origin, unpack(text));
  expect(pack(await again.state())).toBe(text);
});

test.each([
  ['no text', 7, 'no text'],
  ['nothing', '', 'JSON'],
  ['half a text', '{"format":1,"secret":"a', 'JSON'],
  ['another document', '{"hello":true}', 'format'],
])('%s is refused, and the error says why', (_name, text, reason) => {
  expect(() => unpack(text)).toThrow(reason);
});

test.each([
  ['an older format', { format: 0 }, 'format'],
  ['no secret', { secret: undefined }, 'secret'],
  ['cookies of another shape', { cookies: [{ name: 'a', value: 1 }] }, 'cookies'],
  ['a part that is not known', { extra: 1 }, 'shape'],
  ['no version of the settings', { settings: [] }, 'settings'],
  ['settings that no document can hold', { settings: [{ number: 1 }] }, 'version 0 of the settings'],
])('%s is refused, and the error names the part', async (_name, change, part) => {
  const text = JSON.stringify({ ...(await state()), ...change });
  expect(() => unpack(text)).toThrow(part);
});

test('a state of another simulator is refused when it is taken up', async () => {
  const { customers: _, ...simulator } = (await state()).simulator;
  const text = JSON.stringify({ ...(await state()), simulator });
  await expect(createLife(origin, unpack(text))).rejects.toThrow('No state of this simulator: customers');
});
