export {
  SsoLogin,
  SsoNavigateEvent,
  SsoProblemEvent,
  SsoReadyEvent,
  SsoStepEvent,
  SsoSubmitEvent,
  SsoSuccessEvent,
  addTexts,
} from './login.js';
export type { Client, Destination, Reply, SsoCaptchaEvent } from './login.js';
export { SsoRegister } from './register.js';
export { SsoAccountConnect } from './account-connect.js';
export { SsoPasswordForgotten } from './password-forgotten.js';
export { SsoAuth } from './auth.js';
export { SsoSession, SsoSessionEvent } from './session.js';
export { SsoConsents, SsoConsentEvent } from './consents.js';
