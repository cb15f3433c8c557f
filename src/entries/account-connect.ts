import { SsoAccountConnect } from '../elements/sso-account-connect.js';

export { addTexts } from '../locales/localize.js';
export { SsoAccountConnect };

if (!customElements.get('sso-account-connect')) customElements.define('sso-account-connect', SsoAccountConnect);
