import { html } from 'lit';
import { afterEach, expect, test } from 'vitest';
import { ProcessElement } from '../../../src/elements/base/process-element.js';
import { screenTools } from '../../../src/parts/screen-tools.js';
import { lazyLoginScreens } from '../../../src/screens/lazy-login-screens.js';
import { loginScreens } from '../../../src/screens/login-screens.js';
import { alert, answers, button, eventsOf, focused, problem, scripted, signIn } from '../../support/element.js';
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

test('a later screen that cannot be loaded fires sso-problem, and the alert with its button has the focus', async () => {
  failures = 1;
  const element = present(scripted({ 'login/start': answers['two-factor'] }));
  const events = eventsOf(element);
  await signIn();
  await expect
    .element(alert)
    .toHaveTextContent('Part of this page could not be loaded. Try again, or reload the page.');
  expect(focused()).toBe(alert.element());
  // It reloads the page: a browser does not load a module again that has failed.
  await expect.element(button('Try again')).toBeVisible();
  const problems = events.filter((event) => event instanceof SsoProblemEvent);
  expect(problems.map(({ process, step, code }) => [process, step, code])).toEqual([
    ['login', 'two-factor', 'chunk-failed'],
  ]);
});

test('where the texts of problems cannot be loaded the general one is shown, and the form works on', async () => {
  failures = 1;
  present(
    scripted({
      'login/start': [problem('account-inactive'), answers['two-factor']],
      'login/two-factor': answers.session,
    }),
  );
  await signIn();
  await expect.element(alert).toHaveTextContent('That did not work. Your entries are still here.');
  await atRest();
  expect(loads).toBe(1);
  await button('Sign in').click();
  await expect.element(alert).toHaveTextContent('Part of this page could not be loaded.');
});
