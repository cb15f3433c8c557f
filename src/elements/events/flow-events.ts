import type { Problem } from '../../contract/answer.js';
import type { Process } from '../../contract/names.js';
import type { ScreenName } from '../../flow/routes.js';
import { ElementEvent } from './element-event.js';

/** `sso-ready`: the element has drawn its first screen and works. */
export class SsoReadyEvent extends ElementEvent {
  static override readonly type = 'sso-ready';

  constructor(readonly process: Process) {
    super();
  }
}

/**
 * `sso-step`: a screen is shown.
 *
 * @example
 * ```ts
 * import 'sso-elements/login';
 *
 * declare const analytics: { page(name: string, details: object): void };
 *
 * document.addEventListener('sso-step', ({ process, page }) => analytics.page(page, { process }));
 * ```
 */
export class SsoStepEvent extends ElementEvent {
  static override readonly type = 'sso-step';

  constructor(
    readonly process: Process,
    readonly step: ScreenName,
    /** Its name in publishers' analytics, such as `defaultLoginForm`. */
    readonly page: string,
  ) {
    super();
  }
}

/** `sso-submit`: the reader submitted a step. It carries nothing that was typed. */
export class SsoSubmitEvent extends ElementEvent {
  static override readonly type = 'sso-submit';

  constructor(
    readonly process: Process,
    readonly step: ScreenName,
  ) {
    super();
  }
}

/** `sso-problem`: a call failed. `reference` finds the failure in the gateway's log. */
export class SsoProblemEvent extends ElementEvent {
  static override readonly type = 'sso-problem';

  constructor(
    /** `session`: signing out failed, or what concerns the consents. */
    readonly process: Process | 'session',
    readonly step: ScreenName | 'sign-out' | 'consents',
    readonly code: Problem['code'],
    readonly reference?: string,
  ) {
    super();
  }
}

/**
 * `sso-success`: the reader is signed in; the form has left the page.
 *
 * @example
 * ```ts
 * import 'sso-elements/login';
 *
 * declare function unlockArticle(customerId?: string): void;
 *
 * document.addEventListener('sso-success', ({ customerId }) => unlockArticle(customerId));
 * ```
 */
export class SsoSuccessEvent extends ElementEvent {
  static override readonly type = 'sso-success';

  constructor(
    readonly process: Process,
    /** Absent where the hosted API returned no customer. */
    readonly customerId?: string,
  ) {
    super();
  }
}

/** Where an element goes: to another process, or on to `return-url`. */
export type Destination = 'login' | 'register' | 'account-connect' | 'password-forgotten' | 'return';

/**
 * `sso-navigate`: the element is about to leave the page or the process. Cancelable: then it stays, and the page's own code decides.
 *
 * @example
 * ```ts
 * import 'sso-elements/login';
 *
 * declare const router: { push(name: string): void };
 *
 * document.addEventListener('sso-navigate', (event) => {
 *   event.preventDefault();
 *   router.push(event.to);
 * });
 * ```
 */
export class SsoNavigateEvent extends ElementEvent {
  static override readonly type = 'sso-navigate';

  constructor(
    readonly to: Destination,
    /** Absent where the page set no address: then nothing but this event happens. */
    readonly url?: string,
  ) {
    super(true);
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
