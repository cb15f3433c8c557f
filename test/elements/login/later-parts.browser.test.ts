import { html } from 'lit';
import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { ProcessElement } from '../../../src/elements/base/process-element.js';
import { screenTools } from '../../../src/parts/screen-tools.js';
import { lazyLoginScreens } from '../../../src/screens/lazy-login-screens.js';
import { loginScreens } from '../../../src/screens/login-screens.js';
import {
  alert,
  answers,
  button,
  eventsOf,
  focused,
  heading,
  problem,
  scripted,
  signIn,
} from '../../support/element.js';
import type { LazyScreens } from '../../../src/screens/screen-templates.js';
import { SsoProblemEvent } from '../../../src/entries/login.js';
import type { Client } from '../../../src/entries/login.js';
import { atRest } from '../../support/at-rest.js';

/** How often the loading of later screens fails. */
let failures = 0;
let loads = 0;
class Flaky extends ProcessElement {
  constructor() {
    super('login', loginScreens, async (): Promise<LazyScreens> => {
      loads += 1;
      if (loads <= failures) throw new TypeError('Failed to fetch dynamically imported module');
      return lazyLoginScreens(screenTools);
    });
  }
  protected links = () => html``;
}
customElements.define('flaky-login', Flaky);

const present = (client: Client): Flaky => {
  const element = Object.assign(new Flaky(), { client });
  document.body.append(element);
  return element;
};
afterEach(() => {
  document.querySelector('flaky-login')?.remove();
  loads = 0;
});

test('a later screen that cannot be loaded is a problem with a button that loads it again', async () => {
  failures = 2;
  const client = scripted({ 'login/start': answers['two-factor'], 'login/two-factor': answers.session });
  present(client);
  await signIn();
  await expect.element(alert).toBeVisible();
  await button('Try again').click();
  await expect.poll(() => loads).toBe(2);
  await expect.element(alert).toBeVisible();
  await button('Try again').click();
  await expect.element(heading('Confirm it is you')).toBeVisible();
  await page.getByLabelText('Code').fill('123456');
  await button('Continue').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(client.to('login').map(({ path }) => path)).toEqual(['login/start', 'login/two-factor']);
});

test('a later screen that cannot be loaded fires sso-problem each time, and the alert has the focus', async () => {
  failures = 2;
  const element = present(scripted({ 'login/start': answers['two-factor'] }));
  const events = eventsOf(element);
  const problems = () => events.filter((event) => event instanceof SsoProblemEvent);
  await signIn();
  for (const count of [1, 2]) {
    await expect.poll(() => problems().length).toBe(count);
    expect(focused()).toBe(alert.element());
    await button('Try again').click();
  }
  await expect.element(heading('Confirm it is you')).toBeVisible();
  expect(focused()).toBe(heading().element());
  expect(problems().map(({ process, step, code }) => [process, step, code])).toEqual(
    Array(2).fill(['login', 'two-factor', 'chunk-failed']),
  );
});

test('where the texts of problems cannot be loaded the general one is shown, and the form works on', async () => {
  failures = 1;
  const element = present(
    scripted({
      'login/start': [problem('account-inactive'), answers['two-factor']],
      'login/two-factor': answers.session,
    }),
  );
  const events = eventsOf(element);
  await signIn();
  await expect.element(alert).toHaveTextContent('That did not work. Your entries are still here.');
  await atRest();
  expect(loads).toBe(1);
  await button('Sign in').click();
  await button('Try again').click();
  await page.getByLabelText('Code').fill('123456');
  await button('Continue').click();
  await expect.element(heading('You are signed in.')).toBeVisible();
  expect(events.map(({ type }) => type)).toContain('sso-problem');
});
