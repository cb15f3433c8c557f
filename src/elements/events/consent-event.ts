import type { ConsentChannel } from '../../contract/answer.js';
import { ElementEvent } from './element-event.js';

/**
 * `sso-consent`: the reader has withdrawn a consent, or given one. Bubbles and is composed.
 *
 * @example
 * ```ts
 * import 'sso-elements/consents';
 *
 * declare const analytics: { count(name: string, details: object): void };
 *
 * document.addEventListener('sso-consent', ({ channel, choice }) => analytics.count('consent', { channel, choice }));
 * ```
 */
export class SsoConsentEvent extends ElementEvent {
  static override readonly type = 'sso-consent';

  constructor(
    readonly channel: ConsentChannel,
    readonly choice: 'given' | 'withdrawn',
    /** Whether the hosted API has it already; else the gateway tries again. */
    readonly stored: boolean,
  ) {
    super();
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'sso-consent': SsoConsentEvent;
  }
}
