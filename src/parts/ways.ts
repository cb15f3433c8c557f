import type { TemplateResult } from 'lit';
import type { Kit } from './kit.js';
import type { Ui } from './ui.js';

/** The ways out of a process other than login, for its screens and its problems. */
export const ways = ({ html, msg }: Kit) => {
  /** Begins anew, and gives up what is under way. */
  const restart = (ui: Ui, label = msg('Start again', { id: 'verify.restart' })): TemplateResult =>
    html`<button part="link back" type="button" @click=${ui.restart}>${label}</button>`;
  /** Half-way through: a new start, or the sign-in. */
  const back = (ui: Ui): TemplateResult | undefined =>
    ui.flow.home === 'login'
      ? undefined
      : html`<div part="links">
          ${restart(ui)} ${ui.link('login', msg('Already registered? Sign in', { id: 'account.login' }))}
        </div>`;
  return { restart, back };
};
