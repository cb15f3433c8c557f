import { SsoSettings } from '../settings-editor/sso-settings.js';

export type { Client, Reply } from '../client/client.js';
export type { PreviewClient } from '../settings-editor/preview/preview-client.js';
export { SsoSettingsSavedEvent } from '../settings-editor/saved-event.js';
export { addFormTexts as addTexts } from '../settings-editor/words/words.js';
export { SsoSettings };

if (!customElements.get('sso-settings')) customElements.define('sso-settings', SsoSettings);
