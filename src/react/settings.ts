/** `sso-elements/react/settings`: the settings form as a component. */
import { SsoSettings } from '../settings-editor/sso-settings.js';
import { wrapElement } from './wrap-element.js';

/** Not by way of the element's entry: a bundler that shares that would leave its registration out. */
function registered(): typeof SsoSettings {
  if (!customElements.get('sso-settings')) customElements.define('sso-settings', SsoSettings);
  return SsoSettings;
}

const settings = /* @__PURE__ */ wrapElement('sso-settings', /* @__PURE__ */ registered(), ['sso-settings-saved']);

export { settings as SsoSettings };
