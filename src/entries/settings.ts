import { SsoSettings } from '../settings-editor/sso-settings.js';

export { SsoSettingsSavedEvent } from '../settings-editor/saved-event.js';
export { addTexts } from '../settings-editor/words.js';
export { SsoSettings };

if (!customElements.get('sso-settings')) customElements.define('sso-settings', SsoSettings);
