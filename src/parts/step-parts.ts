import type { TemplateResult } from 'lit';
import type { ScreenTools } from './screen-tools.js';
import type { RenderContext } from './render-context.js';

/** What stands between the characters of a code, for a pattern. Simulated DOMs know no `\p{…}` there. */
const separators = String.raw`\s\-.\/\(\)"',:;_·–—`;

/** What the screens of later steps share. */
export const stepParts = ({ html, nothing, msg, str, field, form, submit }: ScreenTools) => {
  /** The link back to the first screen, or out of a process other than login. */
  const back = (ui: RenderContext): unknown =>
    ui.back?.(ui) ??
    html`<button part="link back" type="button" @click=${ui.restart}>
      ${msg('Back to sign-in', { id: 'back' })}
    </button>`;
  /** Whom the step is for; and, for password managers, the user name that the secret belongs to. */
  const identityLine = (ui: RenderContext): TemplateResult => {
    const name = ui.email ?? ui.flow.address;
    return html`${name ? html`<p part="identity">${msg(str`For ${name}`, { id: 'identity' })}</p>` : nothing}
    ${
      ui.email
        ? html`<input
            part="username"
            autocomplete="username"
            value=${ui.email}
            readonly
            tabindex="-1"
            aria-hidden="true"
          />`
        : nothing
    }`;
  };
  /** A step with its form, its submit button and its link back. */
  const step = (ui: RenderContext, heading: string, body: unknown, label = msg('Continue', { id: 'continue' })) =>
    form(ui, heading, html`${identityLine(ui)}${body}`, html`${submit(ui, label)}${back(ui)}`);
  /** One input for the whole code. A shorter one than `length` is not sent: every wrong one counts. */
  const code = (ui: RenderContext, { length }: { length?: number | undefined }): TemplateResult =>
    field(ui, 'code', msg('Code', { id: 'code.label' }), {
      autocomplete: 'one-time-code',
      inputmode: 'numeric',
      ...(length && { pattern: String.raw`(?:[${separators}]*[^${separators}]){${length}}.*` }),
    });
  return { back, identityLine, step, code };
};
