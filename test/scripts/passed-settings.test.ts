import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { passedSettingsCode } from '../../scripts/build/passed-settings.js';
import { passedSettings } from '../../src/contract/passed-settings.js';

const contract = join(import.meta.dirname, '../../src/contract');
const directory = mkdtempSync(join(import.meta.dirname, '../../.tmp/passed-'));
afterAll(() => rmSync(directory, { recursive: true }));

test('what browser bundles hold of the settings that are passed on reads values as the source does', async () => {
  const file = join(directory, 'written.ts');
  writeFileSync(file, passedSettingsCode().replace('./tolerant-values.ts', join(contract, 'tolerant-values.ts')));
  const written = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
    passedSettings: typeof passedSettings;
  };
  expect(Object.keys(written.passedSettings)).toEqual(Object.keys(passedSettings));
  expect(Object.keys(passedSettings)).toContain('forceUsername');
  for (const [name, schema] of Object.entries(passedSettings)) {
    const own = written.passedSettings[name as keyof typeof passedSettings];
    for (const value of [undefined, null, true, 3, 'DE', ['DE'], {}])
      expect(own.safeParse(value)).toEqual(schema.safeParse(value));
  }
});

test('they hold nothing of the table of all settings', () => {
  expect(passedSettingsCode()).not.toMatch(/section|merchant-settings|emergencyMode/);
});
