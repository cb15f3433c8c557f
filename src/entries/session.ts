import { loadTexts } from '../locales/localize.js';
import { SsoSession } from '../elements/sso-session.js';

export { SsoProblemEvent } from '../elements/events/flow-events.js';
export { SsoSessionEvent } from '../elements/events/session-event.js';
export { addTexts } from '../locales/localize.js';
export { SsoSession };

// Before the language is set, so that the first drawing has its texts.
void loadTexts('account');

if (!customElements.get('sso-session')) customElements.define('sso-session', SsoSession);
