import { SsoConsents } from '../elements/sso-consents.js';

export { SsoConsentEvent } from '../elements/events/consent-event.js';
export { SsoProblemEvent } from '../elements/events/flow-events.js';
export { addTexts } from '../locales/localize.js';
export { SsoConsents };

if (!customElements.get('sso-consents')) customElements.define('sso-consents', SsoConsents);
