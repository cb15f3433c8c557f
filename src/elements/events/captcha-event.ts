import type { Process } from '../../contract/names.js';
import { ElementEvent } from './element-event.js';

/**
 * `sso-captcha`: the form shows the slot `captcha`, or what was in it has been used. Its class comes with the part that fires it, so modules
 * export its type alone.
 *
 * @example
 * ```ts
 * import 'sso-elements/login';
 *
 * declare const turnstile: { reset(): void };
 *
 * document.addEventListener('sso-captcha', ({ used }) => {
 *   if (used) turnstile.reset();
 * });
 * ```
 */
export class SsoCaptchaEvent extends ElementEvent {
  static override readonly type = 'sso-captcha';

  constructor(
    readonly process: Process,
    /** Whether a token was sent: it counts once, so the page has to reset its widget. Else the slot is shown now. */
    readonly used: boolean,
    /** As in the gateway's option `captcha`. */
    readonly provider: string,
    /** The public key, where the gateway has it. */
    readonly siteKey?: string,
  ) {
    super();
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'sso-captcha': SsoCaptchaEvent;
  }
}
