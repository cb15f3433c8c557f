import { msg } from '../locales/messages.js';
import { html } from 'lit';
import { field, passwordToggle } from '../parts/field.js';
import { form, submit, title, waiting } from '../parts/form.js';
import type { ScreenTemplates } from './screen-templates.js';

/** The screens of login that need no further request. */
export const loginScreens: ScreenTemplates<'credentials' | 'loading' | 'done'> = {
  credentials: (_, ui) => {
    const label = msg('Sign in', { id: 'login.title' });
    return form(
      ui,
      label,
      html`${field(ui, 'identifier', msg('E-mail address or user name', { id: 'login.identifier' }), {
        autocomplete: 'username',
        value: ui.email,
      })}${field(
        ui,
        'password',
        msg('Password', { id: 'login.password' }),
        { type: 'password', autocomplete: 'current-password' },
        passwordToggle(),
      )}${ui.stayBox?.(ui)}${ui.captcha?.draw(ui)}`,
      submit(ui, label),
    );
  },
  loading: waiting,
  done: () => title(msg('You are signed in.', { id: 'done.title' })),
};
