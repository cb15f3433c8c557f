import type { TemplateResult } from 'lit';
import type { ScreenTools } from './screen-tools.js';
import type { RenderContext } from './render-context.js';

/** What a problem offers beside its text. */
export const problemActions = ({ html, nothing, msg }: ScreenTools) => {
  /** The merchant's contact, where there is one. */
  const contact = (href?: string): TemplateResult | typeof nothing =>
    href ? html`<a part="link contact" href=${href}>${msg('Contact us', { id: 'contact' })}</a>` : nothing;
  const offer = (text: unknown, ...ways: readonly unknown[]): TemplateResult =>
    html`${text} <span part="offers">${ways.flatMap((way) => [way, ' '])}</span>`;
  return {
    contact,
    /** A text with the ways on that lead away from the step. */
    offer,
    /** One that says "Please contact us". */
    askUs: (text: unknown, { settings }: RenderContext): TemplateResult => offer(text, contact(settings?.contact)),
    /** The link that leads to a new password. */
    forgot: ({ link }: RenderContext): unknown =>
      link('password-forgotten', msg('Forgot your password?', { id: 'login.forgot' })),
  };
};
