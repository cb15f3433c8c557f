/** Settings were saved, or a change of them was undone: what depends on them can ask anew. */
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
