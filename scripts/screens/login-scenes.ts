/** Pictures of the sign-in, up to its last step, and of what stands in its place. */
import { headings, journeys, signIn, texts } from '../drive/table.js';
import { form, heading } from './form.js';
import type { Scene } from './scene.js';

const limited = { operation: 'login/verify', status: 429, errorCode: 99429, retryAfter: 60 } as const;

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
    async play(page, { hands, t }) {
      await hands.press(t(texts.signIn));
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
  ...journeys.flatMap(({ email, steps }) =>
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
      await heading(page, tools.t(headings.twoFactor));
      // Never right: codes have digits alone.
      await tools.hands.type(tools.t(texts.code), 'abcdef');
      await tools.hands.press(tools.t(texts.goOn));
      await form(page).getByRole('alert').waitFor();
    },
  },
  {
    name: 'change-email',
    async play(page, tools) {
      await signIn(tools, 'change-email@example.org');
      await heading(page, tools.t(headings.changeEmail));
    },
  },
  {
    name: 'rate-limit',
    async play(page, tools) {
      await tools.demo.fault(limited);
      await signIn(tools, 'reader@example.org');
      await form(page).getByRole('timer').waitFor();
    },
  },
  {
    name: 'off',
    settings: { disableSsoFunctionality: true },
    play: (page, { t }) => heading(page, t(headings.off)),
  },
  {
    name: 'emergency',
    settings: { emergencyMode: 'PLENIGO_MODE' },
    play: (page, { t }) => heading(page, t(headings.emergency)),
  },
  {
    name: 'domain',
    settings: { allowedDomains: 'www.example.com' },
    play: (page, { t }) => heading(page, t(headings.domain)),
  },
];
