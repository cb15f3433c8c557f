import { accountParts } from '../parts/account.js';
import type { Kit } from '../parts/kit.js';
import type { Views } from './views.js';

/** The form of a registration: what it asks, the settings say, so it waits for them. */
export const registration = (kit: Kit): Views<'register'> => {
  const { html, msg, form, submit, waiting } = kit;
  const { account, consent } = accountParts(kit);
  return {
    register: (_, ui) =>
      ui.settings
        ? form(
            ui,
            msg('Register', { id: 'register.title' }),
            html`${account(ui)}${consent(ui)}`,
            submit(ui, msg('Register', { id: 'register.submit' })),
          )
        : waiting(),
  };
};
