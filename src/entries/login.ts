import { SsoLogin } from '../elements/sso-login.js';

export {
  SsoNavigateEvent,
  SsoProblemEvent,
  SsoReadyEvent,
  SsoStepEvent,
  SsoSubmitEvent,
  SsoSuccessEvent,
} from '../elements/events/flow-events.js';
export type { SsoCaptchaEvent } from '../elements/events/captcha-event.js';
export type { Destination } from '../elements/events/flow-events.js';
export type { Client, Reply } from '../client/client.js';
export { addTexts } from '../locales/localize.js';
export { SsoLogin };

// Loading the script twice, under whatever addresses, is harmless: the first definition stays.
if (!customElements.get('sso-login')) customElements.define('sso-login', SsoLogin);
