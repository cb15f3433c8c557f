import { expect, test } from 'vitest';
import { copyRepository, recipe } from './recipe.js';

const screen = 'src/screens/login-steps.ts';
const german = 'src/locales/de-later.ts';
const gateway = 'src/gateway/process/answer-of-reply.ts';

/** Asked in the copy: what the gateway makes of the step, and that the published document has it. */
const shown = `
import { expect, test } from 'vitest';
import { credentials, site, step } from './gateway/support/harness.js';
import { published } from '../src/conformance/published.js';

test('gateway', async () => {
  const news = site({ '/processes/login/verify': () => step('CHANGE_PHONE') }, { contact: 'mailto:help@example.org' });
  const answer = await (await news.post('login/start', credentials)).json();
  expect(answer).toMatchObject({ kind: 'step', step: 'change-phone', asks: { contact: 'mailto:help@example.org' } });
  const { flows } = await (await news.get('flow')).json();
  expect(flows[0].answer).toEqual(answer);
});
test('published description', () => {
  expect(JSON.stringify(published)).toContain('"change-phone"');
});
`;

const followed = (...left: string[]) => {
  const copy = copyRepository();
  for (const edit of recipe('Add a step')) if (!left.includes(edit.file)) copy.apply(edit);
  return copy;
};

test('a step that is added by the recipe is in contract, gateway, screens and texts', { timeout: 300_000 }, () => {
  const copy = followed();
  expect(copy.script('scripts/openapi.ts')).toMatchObject({ passed: true });
  expect(copy.types()).toEqual({ passed: true, output: '' });
  copy.write('test/shown.test.ts', shown);
  const { passed, output } = copy.tests(
    'test/shown.test.ts',
    'test/contract/tables.test.ts',
    'test/contract/openapi.test.ts',
    'test/flow',
    'test/gateway/calls',
    'test/gateway/sealed',
    'test/locales/messages.test.ts',
  );
  expect(passed, output).toBe(true);
});

test('a step without a screen does not compile', { timeout: 300_000 }, () => {
  expect(followed(screen).types(screen).output).toMatch(/login-steps\.ts.*change-phone/s);
});

test('a step without German words, or one that the gateway does not know, fails a test', { timeout: 300_000 }, () => {
  const copy = followed(german, gateway);
  copy.write('test/shown.test.ts', shown);
  const { passed, output } = copy.tests('test/shown.test.ts', 'test/locales/messages.test.ts');
  expect(passed).toBe(false);
  expect(output).toContain('change-phone.title');
  expect(output).toMatch(/FAIL.*shown\.test\.ts > gateway/);
});
