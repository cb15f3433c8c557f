import { loadTexts } from '../locales/localize.js';
import { SsoSession } from '../elements/sso-session.js';

export { SsoProblemEvent } from '../elements/events/flow-events.js';
export { SsoSessionEvent } from '../elements/events/session-event.js';
export { addTexts } from '../locales/localize.js';
export { SsoSession };

// Before the first language is set, so that the element's first text is in it.
void loadTexts('account');

if (!customElements.get('sso-session')) customElements.define('sso-session', SsoSession);
