/**
 * `sso-elements`: every class registers its element where it is imported by name, and a bundler takes in no other element with
 * it. Where nothing is imported by name (`import 'sso-elements'`), all elements are registered, a moment later.
 */
import { SsoAccountConnect as AccountConnect } from '../elements/sso-account-connect.js';
import { SsoAuth as Auth } from '../elements/sso-auth.js';
import { SsoLogin as Login } from '../elements/sso-login.js';
import { SsoPasswordForgotten as PasswordForgotten } from '../elements/sso-password-forgotten.js';
import { SsoRegister as Register } from '../elements/sso-register.js';
import { SsoSession as Session } from '../elements/sso-session.js';
import { loadTexts } from '../locales/localize.js';

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
function registeredSession(): typeof Session {
  void loadTexts('account');
  return registered('sso-session', Session);
}

// Pure to a bundler: what nothing imports goes, and with it the class.
export const SsoLogin = /* @__PURE__ */ registered('sso-login', Login);
export const SsoRegister = /* @__PURE__ */ registered('sso-register', Register);
export const SsoAccountConnect = /* @__PURE__ */ registered('sso-account-connect', AccountConnect);
export const SsoPasswordForgotten = /* @__PURE__ */ registered('sso-password-forgotten', PasswordForgotten);
export const SsoAuth = /* @__PURE__ */ registered('sso-auth', Auth);
export const SsoSession = /* @__PURE__ */ registeredSession();

queueMicrotask(() => {
  if (!named) void import('./all.js');
});
