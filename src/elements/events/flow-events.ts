import type { Problem } from '../../contract/answer.js';
import type { Process } from '../../contract/names.js';
import type { ScreenName } from '../../flow/routes.js';

const bubbling = { bubbles: true, composed: true };

/** The element has drawn its first screen and works. */
export class SsoReadyEvent extends Event {
  constructor(readonly process: Process) {
    super('sso-ready', bubbling);
  }
}

/** Another step is shown. */
export class SsoStepEvent extends Event {
  constructor(
    readonly process: Process,
    readonly step: ScreenName,
    /** The name that publishers' analytics know it by, as `defaultLoginForm`. */
    readonly page: string,
  ) {
    super('sso-step', bubbling);
  }
}

/** The reader submitted a step; what was typed is not told. */
export class SsoSubmitEvent extends Event {
  constructor(
    readonly process: Process,
    readonly step: ScreenName,
  ) {
    super('sso-submit', bubbling);
  }
}

/** A step failed. `reference` finds the failure in the gateway's log. */
export class SsoProblemEvent extends Event {
  constructor(
    /** `session`: signing out. */
    readonly process: Process | 'session',
    readonly step: ScreenName | 'sign-out',
    readonly code: Problem['code'],
    readonly reference?: string,
  ) {
    super('sso-problem', bubbling);
  }
}

/** The reader is signed in; the form has left the DOM. */
export class SsoSuccessEvent extends Event {
  constructor(
    readonly process: Process,
    /** Absent where the hosted API did not say who it is. */
    readonly customerId?: string,
  ) {
    super('sso-success', bubbling);
  }
}

/** Where an element would go: to another process, or on to `return-url`. */
export type Destination = 'login' | 'register' | 'account-connect' | 'password-forgotten' | 'return';

/** The element would leave the page or the process. Cancelable: then it stays, and the page's own code goes on. */
export class SsoNavigateEvent extends Event {
  constructor(
    readonly to: Destination,
    /** Absent where the page gave no address: then nothing happens but this event. */
    readonly url?: string,
  ) {
    super('sso-navigate', { ...bubbling, cancelable: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'sso-ready': SsoReadyEvent;
    'sso-step': SsoStepEvent;
    'sso-submit': SsoSubmitEvent;
    'sso-problem': SsoProblemEvent;
    'sso-success': SsoSuccessEvent;
    'sso-navigate': SsoNavigateEvent;
  }
}
