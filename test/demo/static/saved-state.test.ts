import { expect, test } from 'vitest';
import { createWorkerBackend } from '../../../demo/static/worker-backend.js';
import { serialiseState, type SavedState, parseState } from '../../../demo/static/saved-state.js';

const origin = 'http://localhost:8080';
const state = async (): Promise<SavedState> => (await createWorkerBackend(origin)).snapshot();

test('what is saved can be taken up, and is the same again', async () => {
  const text = serialiseState(await state());
  const again = await createWorkerBackend(origin, parseState(text));
  expect(serialiseState(await again.snapshot())).toBe(text);
});

test.each([
  ['no text', 7, 'not a string'],
  ['nothing', '', 'JSON'],
  ['half a text', '{"format":1,"secret":"a', 'JSON'],
  ['another document', '{"hello":true}', 'format'],
])('%s is refused, and the error says why', (_name, text, reason) => {
  expect(() => parseState(text)).toThrow(reason);
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
  expect(() => parseState(text)).toThrow(part);
});

test('a state of another simulator is refused when it is taken up', async () => {
  const { customers: _, ...simulator } = (await state()).simulator;
  const text = JSON.stringify({ ...(await state()), simulator });
  await expect(createWorkerBackend(origin, parseState(text))).rejects.toThrow('No state of this simulator: customers');
});
