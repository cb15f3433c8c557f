import { expect, test } from 'vitest';
import { createSimulator, type Simulator } from '../../src/simulator/index.js';

const apiToken = 'secret';
interface Kept {
  settings: object;
  texts?: Record<string, { ssoTermText?: string }>;
}
function followed(kept: Kept) {
  const place = { kept };
  return { place, simulator: createSimulator({ apiToken, follow: () => place.kept }) };
}
const asked = async (simulator: Simulator, language = 'en') => {
  const url = `https://simulator.invalid/api/v3.0/processes/settings/sso?language=${language}`;
  const response = await simulator.fetch(new Request(url, { headers: { 'X-plenigo-token': apiToken } }));
  return (await response.json()) as { settings: { maxSessions?: number }; ssoTermText?: string };
};
const of = (maxSessions: number): Kept => ({ settings: { settings: { tokenType: 'EMAIL', maxSessions } } });

test('settings that are kept elsewhere are the simulator’s from the start', async () => {
  const { simulator } = followed({ ...of(3), texts: { de: { ssoTermText: 'AGB' } } });
  expect((await asked(simulator)).settings.maxSessions).toBe(3);
  expect((await asked(simulator, 'de')).ssoTermText).toBe('AGB');
});

test('another object is taken up before the next answer', async () => {
  const { simulator, place } = followed(of(3));
  place.kept = of(4);
  expect((await asked(simulator)).settings.maxSessions).toBe(4);
  place.kept = of(5);
  expect(simulator.settings.settings.maxSessions).toBe(5);
});

test('changed terms, in any language, are a new version of them; other settings are not', async () => {
  const { simulator, place } = followed({ ...of(3), texts: { de: { ssoTermText: 'one' } } });
  await asked(simulator);
  expect(simulator.exportState().termsVersion).toBe(1);
  place.kept = { ...of(4), texts: { de: { ssoTermText: 'one' } } };
  await asked(simulator);
  expect(simulator.exportState().termsVersion).toBe(1);
  place.kept = { ...of(4), texts: { de: { ssoTermText: 'two' } } };
  await asked(simulator);
  expect(simulator.exportState().termsVersion).toBe(2);
});

test('a change by hand lasts until something else is kept', async () => {
  const { simulator, place } = followed(of(3));
  simulator.configure({ maxSessions: 9 });
  expect((await asked(simulator)).settings.maxSessions).toBe(9);
  place.kept = of(4);
  expect((await asked(simulator)).settings.maxSessions).toBe(4);
});

test('after a reset the settings are those that are kept', async () => {
  const { simulator, place } = followed(of(3));
  place.kept = of(6);
  simulator.reset();
  expect((await asked(simulator)).settings.maxSessions).toBe(6);
  expect(simulator.exportState().termsVersion).toBe(1);
});

test('settings that the hosted API could not hold are refused', async () => {
  expect(() => followed({ settings: { settings: { tokenType: 'PIGEON' } } })).toThrow(TypeError);
});
