import type { TemplateResult } from 'lit';
import type { ScreenTools } from './screen-tools.js';
import type { RenderContext } from './render-context.js';

/** The links out of a process other than login, for its screens and its problems. */
export const backLinks = ({ html, msg }: ScreenTools) => {
  /** A button that starts again, and ends the flow. */
  const restart = (ui: RenderContext, label = msg('Start again', { id: 'verify.restart' })): TemplateResult =>
    html`<button part="link back" type="button" @click=${ui.restart}>${label}</button>`;
  /** Within a flow: start again, or sign in. */
  const back = (ui: RenderContext): TemplateResult | undefined =>
    ui.flow.initialProcess === 'login'
      ? undefined
      : html`<div part="links">${restart(ui)} ${ui.link('login', msg('Back to sign-in', { id: 'back' }))}</div>`;
  return { restart, back };
};
