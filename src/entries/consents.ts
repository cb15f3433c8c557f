import { SsoConsents } from '../elements/sso-consents.js';
import { addConsentTexts } from '../locales/consent-texts.js';

export { SsoConsentEvent } from '../elements/events/consent-event.js';
export { SsoProblemEvent } from '../elements/events/flow-events.js';
export { addTexts } from '../locales/localize.js';
export { SsoConsents };

addConsentTexts();

if (!customElements.get('sso-consents')) customElements.define('sso-consents', SsoConsents);
