/**
 * `sso-elements`: every class registers its element where it is imported by name, and a bundler takes in no other element with
 * it. Where nothing is imported by name (`import 'sso-elements'`), all elements are registered, a moment later.
 */
import { SsoAccountConnect } from '../elements/sso-account-connect.js';
import { SsoAuth } from '../elements/sso-auth.js';
import { SsoConsents } from '../elements/sso-consents.js';
import { SsoLogin } from '../elements/sso-login.js';
import { SsoPasswordForgotten } from '../elements/sso-password-forgotten.js';
import { SsoRegister } from '../elements/sso-register.js';
import { SsoSession } from '../elements/sso-session.js';
import { loadTexts } from '../locales/localize.js';

export { SsoConsentEvent } from '../elements/events/consent-event.js';
export {
  SsoNavigateEvent,
  SsoProblemEvent,
  SsoReadyEvent,
  SsoStepEvent,
  SsoSubmitEvent,
  SsoSuccessEvent,
} from '../elements/events/flow-events.js';
export { SsoSessionEvent } from '../elements/events/session-event.js';
export { addTexts } from '../locales/localize.js';

let named = false;

/** Registers an element, unless that is done, and returns the class that is registered. */
function registered<T extends CustomElementConstructor>(tag: string, element: T): T {
  named = true;
  if (!customElements.get(tag)) customElements.define(tag, element);
  return customElements.get(tag) as T;
}

/** The session's texts come with the first language, so that its first text is in it. */
function registeredSession(): typeof SsoSession {
  void loadTexts('account');
  return registered('sso-session', SsoSession);
}

// Pure to a bundler: what nothing imports goes, and with it the class.
const login = /* @__PURE__ */ registered('sso-login', SsoLogin);
const register = /* @__PURE__ */ registered('sso-register', SsoRegister);
const accountConnect = /* @__PURE__ */ registered('sso-account-connect', SsoAccountConnect);
const passwordForgotten = /* @__PURE__ */ registered('sso-password-forgotten', SsoPasswordForgotten);
const auth = /* @__PURE__ */ registered('sso-auth', SsoAuth);
const session = /* @__PURE__ */ registeredSession();
const consents = /* @__PURE__ */ registered('sso-consents', SsoConsents);

export {
  accountConnect as SsoAccountConnect,
  auth as SsoAuth,
  login as SsoLogin,
  passwordForgotten as SsoPasswordForgotten,
  register as SsoRegister,
  session as SsoSession,
  consents as SsoConsents,
};

queueMicrotask(() => {
  if (!named) void import('./all.js');
});
