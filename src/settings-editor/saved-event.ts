/** Fired when settings were saved or their last change was undone, so that whatever shows them can reload. */
export class SsoSettingsSavedEvent extends Event {
  constructor(
    /** As they are now. */
    readonly settings: Readonly<Record<string, unknown>>,
  ) {
    super('sso-settings-saved', { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'sso-settings-saved': SsoSettingsSavedEvent;
  }
}
