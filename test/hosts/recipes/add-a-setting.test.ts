import { expect, test } from 'vitest';
import { copyRepository, recipe } from './recipe.js';

const entry = 'src/contract/merchant-settings.ts';
const words = ['src/settings-editor/locales/en-settings.ts', 'src/settings-editor/locales/de-settings.ts'];

/** Asked in the copy: what each part of the product knows of the setting. */
const shown = `
import { expect, test } from 'vitest';
import { createSettingsStore } from '../src/settings-store/index.js';
import { toHosted } from '../src/contract/merchant-hosted.js';
import { fieldOf, merchantKeys } from '../src/contract/merchant-settings.js';
import { wordsOf } from '../src/settings-editor/words/words.js';
import { createTestSite } from '../src/testing/index.js';

const key = 'hidePasswordLink';
test('gateway and simulator', async () => {
  const site = createTestSite();
  const ask = async () => (await (await site.fetch('/sso/settings')).json())[key];
  expect(await ask()).toBe(false);
  site.simulator.configure({ [key]: true });
  expect(site.simulator.settings.settings[key]).toBe(true);
  expect(await ask()).toBe(true);
  expect(() => site.simulator.configure({ [key]: 'yes' })).toThrow(key);
});
test('store', async () => {
  const store = await createSettingsStore({});
  expect((await store.read()).settings[key]).toBe(false);
  expect(toHosted({ tokenType: 'EMAIL', [key]: true }).settings.settings[key]).toBe(true);
});
test('form', () => {
  expect(merchantKeys).toContain(key);
  expect(fieldOf(key).kind).toBe('flag');
  expect([wordsOf('en').of(key), wordsOf('de').of(key)]).toEqual([expect.any(String), expect.any(String)]);
});
test('published description', async () => {
  const { published } = await import('../src/conformance/published.js');
  expect(published.components.schemas['MerchantSettings'].properties[key]).toEqual({ type: 'boolean' });
  expect(published.components.schemas['Settings'].properties[key]).toMatchObject({ type: 'boolean' });
});
`;

test('the recipe touches the entry, its words and the place of its effect', () => {
  const files = recipe('Add a setting').map(({ file }) => file);
  expect(files.slice(0, 3)).toEqual([entry, ...words]);
  expect(files).toHaveLength(4);
});

test(
  'a setting that is added by the recipe is in gateway, simulator, store, form and description',
  {
    timeout: 300_000,
  },
  () => {
    const copy = copyRepository();
    for (const edit of recipe('Add a setting')) copy.apply(edit);
    expect(copy.script('scripts/openapi.ts')).toMatchObject({ passed: true });
    expect(copy.types()).toEqual({ passed: true, output: '' });
    copy.write('test/shown.test.ts', shown);
    const { passed, output } = copy.tests(
      'test/shown.test.ts',
      'test/contract/merchant-settings.test.ts',
      'test/contract/merchant-hosted.test.ts',
      'test/contract/hosted-settings.test.ts',
      'test/contract/public-settings-schema.test.ts',
      'test/contract/openapi.test.ts',
      'test/gateway/settings',
      'test/settings-editor',
      'test/settings-store/handler.test.ts',
      'test/simulator/hosted-settings-document.test.ts',
      'test/demo/backend/settings-endpoints.test.ts',
    );
    expect(passed, output).toBe(true);
  },
);

test('a setting without words does not compile', { timeout: 300_000 }, () => {
  const copy = copyRepository();
  for (const edit of recipe('Add a setting')) if (!words.includes(edit.file)) copy.apply(edit);
  expect(copy.types(words[0]!).output).toMatch(/en-settings\.ts.*hidePasswordLink/s);
});
