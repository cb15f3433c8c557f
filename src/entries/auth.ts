import { SsoAuth } from '../elements/sso-auth.js';

export { addTexts } from '../locales/localize.js';
export { SsoAuth };

if (!customElements.get('sso-auth')) customElements.define('sso-auth', SsoAuth);
