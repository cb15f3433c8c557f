import { SsoPasswordForgotten } from '../elements/sso-password-forgotten.js';

export { addTexts } from '../locales/localize.js';
export { SsoPasswordForgotten };

if (!customElements.get('sso-password-forgotten'))
  customElements.define('sso-password-forgotten', SsoPasswordForgotten);
