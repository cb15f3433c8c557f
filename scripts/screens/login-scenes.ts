/** Pictures of the sign-in, up to its last step, and of what stands in its place. */
import { limitEverybody } from '../drive/limit-everybody.js';
import { loginHeadings, loginTexts } from '../drive/login-texts.js';
import { loginJourneys } from '../drive/login-journeys.js';
import { signIn } from '../drive/sign-in.js';
import { form, heading } from './form.js';
import type { Scene } from './scene.js';

export const loginScenes: readonly Scene[] = [
  { name: 'credentials', play: () => Promise.resolve() },
  {
    name: 'wrong-password',
    async play(page, tools) {
      await signIn(tools, 'reader@example.org', 'wrong');
      await form(page).getByRole('alert').waitFor();
    },
  },
  {
    name: 'field-errors',
    async play(page, { driver, t }) {
      await driver.press(t(loginTexts.signIn));
      await form(page).locator('[aria-invalid]').first().waitFor();
    },
  },
  {
    name: 'offline',
    async play(page, tools) {
      await page.context().setOffline(true);
      await signIn(tools, 'reader@example.org');
      await form(page).getByRole('alert').waitFor();
    },
  },
  ...loginJourneys.flatMap(({ email, steps }) =>
    steps.map((step): Scene => ({
      name: step.name,
      async play(page, tools) {
        await signIn(tools, email);
        await heading(page, tools.t(step.heading));
      },
    })),
  ),
  {
    name: 'wrong-code',
    async play(page, tools) {
      await signIn(tools, 'two-factor@example.org');
      await heading(page, tools.t(loginHeadings.twoFactor));
      // Never right: codes have digits alone.
      await tools.driver.type(tools.t(loginTexts.code), 'abcdef');
      await tools.driver.press(tools.t(loginTexts.goOn));
      await form(page).getByRole('alert').waitFor();
    },
  },
  {
    name: 'change-email',
    async play(page, tools) {
      await signIn(tools, 'change-email@example.org');
      await heading(page, tools.t(loginHeadings.changeEmail));
    },
  },
  {
    name: 'rate-limit',
    async play(page, tools) {
      await limitEverybody(tools.demo, 60);
      await signIn(tools, 'reader@example.org');
      await form(page).getByRole('timer').waitFor();
    },
  },
  {
    name: 'off',
    settings: { disableSsoFunctionality: true },
    play: (page, { t }) => heading(page, t(loginHeadings.off)),
  },
  {
    name: 'emergency',
    settings: { emergencyMode: 'PLENIGO_MODE' },
    play: (page, { t }) => heading(page, t(loginHeadings.emergency)),
  },
  {
    name: 'domain',
    settings: { allowedDomains: 'www.example.com' },
    play: (page, { t }) => heading(page, t(loginHeadings.domain)),
  },
];
