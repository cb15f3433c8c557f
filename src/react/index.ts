/** `sso-elements/react`: the elements for readers as components, each registered where it is used. */
import * as elements from '../entries/index.js';
import { wrapElement } from './wrap-element.js';

const ofForms = ['sso-ready', 'sso-step', 'sso-submit', 'sso-problem', 'sso-success', 'sso-navigate', 'sso-captcha'];
const plain = ['getCaptcha'];

const login = /* @__PURE__ */ wrapElement('sso-login', elements.SsoLogin, ofForms, plain);
const register = /* @__PURE__ */ wrapElement('sso-register', elements.SsoRegister, ofForms, plain);
const accountConnect = /* @__PURE__ */ wrapElement('sso-account-connect', elements.SsoAccountConnect, ofForms, plain);
const passwordForgotten = /* @__PURE__ */ wrapElement(
  'sso-password-forgotten',
  elements.SsoPasswordForgotten,
  ofForms,
  plain,
);
const auth = /* @__PURE__ */ wrapElement('sso-auth', elements.SsoAuth, ofForms, plain);
const session = /* @__PURE__ */ wrapElement('sso-session', elements.SsoSession, ['sso-session', 'sso-problem']);
const consents = /* @__PURE__ */ wrapElement('sso-consents', elements.SsoConsents, ['sso-consent', 'sso-problem']);

export {
  login as SsoLogin,
  register as SsoRegister,
  accountConnect as SsoAccountConnect,
  passwordForgotten as SsoPasswordForgotten,
  auth as SsoAuth,
  session as SsoSession,
  consents as SsoConsents,
};
