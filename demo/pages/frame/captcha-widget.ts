/** The widget of the stand-in for a captcha's service, within an element. */
import { html } from 'hono/html';
import type { Markup, PageContext } from './page-context.js';
import { texts } from '../../texts/texts.js';

/** Nothing, unless the site asks for a captcha. `captcha.js` works it. */
export const captchaWidget = ({ language, hasCaptcha }: PageContext): Markup | '' =>
  hasCaptcha
    ? html`<div slot="captcha" data-captcha>
        <label><input type="checkbox" autocomplete="off" /> <span>${texts[language].human}</span></label>
        <input type="hidden" name="cf-turnstile-response" />
      </div>`
    : '';
