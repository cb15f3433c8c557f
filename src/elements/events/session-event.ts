import { ElementEvent } from './element-event.js';

/**
 * `sso-session`: it became known, or changed, whether somebody is signed in, or which rights they have. Bubbles and is composed.
 *
 * @example
 * ```ts
 * import 'sso-elements/session';
 *
 * document.addEventListener('sso-session', ({ signedIn }) => document.body.classList.toggle('subscriber', signedIn));
 * ```
 */
export class SsoSessionEvent extends ElementEvent {
  static override readonly type = 'sso-session';

  constructor(
    readonly signedIn: boolean,
    /** Absent where nobody is signed in, or the hosted API returned no customer. */
    readonly customerId?: string,
    /** `ended`: another device or an operator ended the session. */
    readonly reason?: 'ended',
  ) {
    super();
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'sso-session': SsoSessionEvent;
  }
}
