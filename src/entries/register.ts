import { SsoRegister } from '../elements/sso-register.js';

export { addTexts } from '../locales/localize.js';
export { SsoRegister };

if (!customElements.get('sso-register')) customElements.define('sso-register', SsoRegister);
