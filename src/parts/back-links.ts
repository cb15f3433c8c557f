import type { TemplateResult } from 'lit';
import type { ScreenTools } from './screen-tools.js';
import type { RenderContext } from './render-context.js';

/** The ways out of a process other than login, for its screens and its problems. */
export const backLinks = ({ html, msg }: ScreenTools) => {
  /** Begins anew, and gives up what is under way. */
  const restart = (ui: RenderContext, label = msg('Start again', { id: 'verify.restart' })): TemplateResult =>
    html`<button part="link back" type="button" @click=${ui.restart}>${label}</button>`;
  /** Half-way through: a new start, or the sign-in. */
  const back = (ui: RenderContext): TemplateResult | undefined =>
    ui.flow.home === 'login'
      ? undefined
      : html`<div part="links">${restart(ui)} ${ui.link('login', msg('Back to sign-in', { id: 'back' }))}</div>`;
  return { restart, back };
};
