/** It became known, or changed, whether somebody is signed in. Bubbles and is composed. */
export class SsoSessionEvent extends Event {
  constructor(
    readonly signedIn: boolean,
    /** Absent where nobody is, or the hosted API did not say who. */
    readonly customerId?: string,
    /** `ended`: another device or an operator ended the session. */
    readonly reason?: 'ended',
  ) {
    super('sso-session', { bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'sso-session': SsoSessionEvent;
  }
}
