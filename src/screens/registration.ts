import { registrationFields } from '../parts/registration-fields.js';
import type { ScreenTools } from '../parts/screen-tools.js';
import type { ScreenTemplates } from './screen-templates.js';

/** The form of a registration. It waits for the settings, which decide what it asks for. */
export const registrationScreen = (tools: ScreenTools): ScreenTemplates<'register'> => {
  const { html, msg, form, submit, waiting } = tools;
  const { account, consent } = registrationFields(tools);
  return {
    register: (_, ui) =>
      ui.settings
        ? form(
            ui,
            msg('Register', { id: 'register.title' }),
            html`${account(ui)}${ui.stayBox?.(ui)}${consent(ui)}${ui.captcha?.draw(ui)}`,
            submit(ui, msg('Register', { id: 'register.submit' })),
          )
        : waiting(),
  };
};
