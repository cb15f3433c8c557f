import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSameJson } from '../../../src/contract/json.js';
import { differingKeys, differences, mergeDrafts } from '../../../src/settings-editor/state/draft-merge.js';
import { lockoutsIn, newLockouts } from '../../../src/settings-editor/state/lockouts.js';
import {
  beginEdit,
  withSetting,
  findingsOf,
  isChanged,
  type LoadedSettings,
  findingsShownAt,
} from '../../../src/settings-editor/state/editor-modes.js';

const documents = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.jsonValue(), { noNullPrototype: true });
const loaded: LoadedSettings = {
  settings: { tokenType: 'EMAIL', ssoName: 'NONE', disableSsoFunctionality: false, emergencyMode: 'PLENIGO_MODE' },
  capabilities: { smsProvider: false },
  writable: true,
};

test('JSON values are the same whatever the order of their keys', () => {
  expect(isSameJson({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 })).toBe(true);
  expect(isSameJson([1, 2], [2, 1])).toBe(false);
  expect(isSameJson({ a: 1 }, [1])).toBe(false);
  expect(isSameJson({ a: undefined }, {})).toBe(true);
});

test('a value equals its copy, and nothing has changed between them', () => {
  fc.assert(
    fc.property(documents, (document) => {
      expect(differingKeys(document, structuredClone(document))).toEqual([]);
    }),
  );
});

test('of what one side alone changed, the change is kept, and nobody is asked', () => {
  const base = { a: 1, b: 1, c: 1 };
  expect(differences(base, { ...base, a: 2 }, { ...base, b: 2 })).toEqual([
    { key: 'a', mine: 2, theirs: 1, from: 'mine' },
    { key: 'b', mine: 1, theirs: 2, from: 'theirs' },
  ]);
  expect(mergeDrafts(base, { ...base, a: 2 }, { ...base, b: 2 }, {})).toEqual({ a: 2, b: 2, c: 1 });
});

test('where both changed the same setting, the choice counts, and without one it is theirs', () => {
  const [base, mine, theirs] = [{ a: 1 }, { a: 2 }, { a: 3 }];
  expect(differences(base, mine, theirs)).toEqual([{ key: 'a', mine: 2, theirs: 3 }]);
  expect(mergeDrafts(base, mine, theirs, { a: 'mine' })).toEqual({ a: 2 });
  expect(mergeDrafts(base, mine, theirs, { a: 'theirs' })).toEqual({ a: 3 });
  expect(mergeDrafts(base, mine, theirs, {})).toEqual({ a: 3 });
});

const saved: [what: string, key: string, mine: unknown, saved: unknown][] = [
  ['domains', 'allowedDomains', 'müller.example, B.example', 'xn--mller-kva.example,b.example'],
  ['a text without a letter', 'ssoTermText', { de: ' \n', en: 'Terms' }, { en: 'Terms' }],
];
test.each(saved)('%s that a server has tidied on the way are no change', (_what, key, mine, theirs) => {
  expect(differingKeys({ [key]: mine }, { [key]: theirs })).toEqual([]);
  expect(differences({ [key]: undefined }, { [key]: mine }, { [key]: theirs })).toEqual([]);
});

test.each([
  ['allowedDomains', 'a.example, b.example', 'a.example,b.example', 'c.example'],
  ['ssoTermText', { de: ' ' }, {}, { de: 'AGB' }],
])('of %s, which one side alone changed beyond how it is written, the change is kept', (key, base, tidied, changed) => {
  expect(mergeDrafts({ [key]: base }, { [key]: changed }, { [key]: tidied }, {})).toEqual({ [key]: changed });
  expect(mergeDrafts({ [key]: base }, { [key]: tidied }, { [key]: changed }, {})).toEqual({ [key]: changed });
});

test('merging loses no change of either side, whatever both did', () => {
  fc.assert(
    fc.property(documents, documents, documents, (base, mine, theirs) => {
      const result = mergeDrafts(base, mine, theirs, {});
      for (const { key, from } of differences(base, mine, theirs))
        expect(isSameJson(result[key], from === 'mine' ? mine[key] : theirs[key])).toBe(true);
      expect(isSameJson(mergeDrafts(base, mine, base, {}), mine)).toBe(true);
    }),
  );
});

test('a draft begins with what settings that are absent stand for, and that is no change', () => {
  const edit = beginEdit(loaded);
  expect(edit.draft).toMatchObject({ maxSessions: 1, allowedSalutations: [], emergencyMode: 'PLENIGO_MODE' });
  expect(isChanged(edit, loaded)).toBe(false);
  expect(isChanged(withSetting(edit, 'ssoName', 'REQUIRED'), loaded)).toBe(true);
  expect(isChanged(withSetting(withSetting(edit, 'ssoName', 'REQUIRED'), 'ssoName', 'NONE'), loaded)).toBe(false);
});

test('nothing is called wrong before somebody had a say in it, or tried to save', () => {
  const edit = { ...beginEdit(loaded), draft: { ...beginEdit(loaded).draft, googleActive: true } };
  const found = findingsOf(edit, loaded);
  expect(findingsShownAt(edit, found, 'googleClientId')).toEqual([]);
  expect(findingsShownAt({ ...edit, tried: true }, found, 'googleClientId')).toHaveLength(1);
  expect(findingsShownAt(withSetting(edit, 'googleClientId', ''), found, 'googleClientId')).toHaveLength(1);
});

test('only what is switched on newly is a risk to confirm', () => {
  const edit = beginEdit(loaded);
  expect(newLockouts(edit, loaded)).toEqual([]);
  expect(newLockouts(withSetting(edit, 'disableSsoFunctionality', true), loaded)).toEqual(['disableSsoFunctionality']);
  expect(newLockouts(withSetting(edit, 'emergencyMode', 'CONTRACT_COMPANY_MODE'), loaded)).toEqual([]);
});

test.each([
  [{ emergencyMode: 'PANIC' }, []],
  [{ disableSsoFunctionality: 'yes', emergencyMode: null }, []],
  [{ disableSsoFunctionality: true, emergencyMode: 'PLENIGO_MODE' }, ['emergencyMode', 'disableSsoFunctionality']],
])('only what the gateway takes for on keeps readers out: %j', (settings, keys) => {
  expect(lockoutsIn(settings)).toEqual(keys);
});

test('what was odd and is switched on is a risk as well', () => {
  const odd = { ...loaded, settings: { ...loaded.settings, disableSsoFunctionality: 'yes', emergencyMode: 'PANIC' } };
  const edit = withSetting(
    withSetting(beginEdit(odd), 'disableSsoFunctionality', true),
    'emergencyMode',
    'PLENIGO_MODE',
  );
  expect(newLockouts(edit, odd)).toEqual(['emergencyMode', 'disableSsoFunctionality']);
});

test('texts and flags are compared and merged by part, where all sides have them well-formed', () => {
  const base = { ssoTermText: { de: 'a', en: 'a' }, registrationIdentifiers: { requestCity: true } };
  const mine = { ssoTermText: { de: 'b' }, registrationIdentifiers: { requestCity: false, requestStreet: true } };
  const theirs = {
    ssoTermText: { de: 'c', en: 'a' },
    registrationIdentifiers: { requestCity: true, requestPostcode: true },
  };
  expect(differences(base, mine, theirs)).toEqual([
    { key: 'ssoTermText', part: 'de', mine: 'b', theirs: 'c' },
    { key: 'ssoTermText', part: 'en', mine: undefined, theirs: 'a', from: 'mine' },
    { key: 'registrationIdentifiers', part: 'requestCity', mine: undefined, theirs: true, from: 'mine' },
    { key: 'registrationIdentifiers', part: 'requestStreet', mine: true, theirs: undefined, from: 'mine' },
    { key: 'registrationIdentifiers', part: 'requestPostcode', mine: undefined, theirs: true, from: 'theirs' },
  ]);
  expect(mergeDrafts(base, mine, theirs, { 'ssoTermText.de': 'mine' })).toEqual({
    ssoTermText: { de: 'b' },
    registrationIdentifiers: { requestStreet: true, requestPostcode: true },
  });
  expect(differences(base, { ...base, ssoTermText: 'odd' }, theirs)[0]).toEqual({
    key: 'ssoTermText',
    mine: 'odd',
    theirs: theirs.ssoTermText,
  });
});

test('an empty text and a flag that is off say the same as none', () => {
  expect(differingKeys({ ssoTermText: { de: '' } }, { ssoTermText: {} })).toEqual([]);
  expect(differingKeys({ registrationIdentifiers: { requestCity: false } }, { registrationIdentifiers: {} })).toEqual(
    [],
  );
  expect(differingKeys({ ssoTermText: { de: null } }, { ssoTermText: {} })).toEqual(['ssoTermText']);
});
