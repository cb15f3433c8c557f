import type { TemplateResult } from 'lit';
import type { ScreenTools } from './screen-tools.js';
import type { RenderContext } from './render-context.js';

/** What is offered beside the text of a problem. */
export const problemActions = ({ html, nothing, msg }: ScreenTools) => {
  /** The merchant's contact, where there is one. The scheme is looked at for an injected client's sake. */
  const contact = (href?: string): TemplateResult | typeof nothing =>
    /^(https?:\/\/|mailto:)/i.test(href as string)
      ? html`<a part="link contact" href=${href}>${msg('Contact us', { id: 'contact' })}</a>`
      : nothing;
  const offer = (text: unknown, ...ways: readonly unknown[]): TemplateResult =>
    html`${text} <span part="offers">${ways.flatMap((way) => [way, ' '])}</span>`;
  return {
    contact,
    /** A text, followed by links and buttons. */
    offer,
    /** A text that asks the reader to contact the merchant, with the contact. */
    contactUs: (text: unknown, { settings }: RenderContext): TemplateResult => offer(text, contact(settings?.contact)),
    /** The link to password forgotten. */
    forgot: ({ link }: RenderContext): unknown =>
      link('password-forgotten', msg('Forgot your password?', { id: 'login.forgot' })),
  };
};
