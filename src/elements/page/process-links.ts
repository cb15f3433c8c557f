import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { PublicSettings } from '../../contract/public-settings-schema.js';
import type { Destination } from '../events/flow-events.js';

/** A process that a link can go to. */
export type LinkTarget = Exclude<Destination, 'return'>;

/** The addresses of an element's links to the processes. Absent: the link only fires `sso-navigate`. */
export interface LinkAddresses {
  loginUrl?: string;
  registerUrl?: string;
  connectUrl?: string;
  passwordUrl?: string;
  /** `hidden` or `shown`, whatever the settings say; absent: they decide. */
  connectLink?: 'shown' | 'hidden';
}

/** Their attributes. */
export const linkProperties = {
  loginUrl: { attribute: 'login-url' },
  registerUrl: { attribute: 'register-url' },
  connectUrl: { attribute: 'connect-url' },
  passwordUrl: { attribute: 'password-url' },
  connectLink: { attribute: 'connect-link' },
};

/** Whether the link to account connect is shown: as `connect-link` says, else where the settings enable account connect. */
export const offersConnect = ({ connectLink }: LinkAddresses, settings?: PublicSettings): boolean | undefined =>
  connectLink === 'shown' || (connectLink !== 'hidden' && settings?.accountConnect.enabled);

const addressOf = {
  login: 'loginUrl',
  register: 'registerUrl',
  'account-connect': 'connectUrl',
  'password-forgotten': 'passwordUrl',
} as const satisfies Record<LinkTarget, keyof LinkAddresses>;

/** Whether a click opens the link in another tab or window: that is left to the browser. */
export const opensElsewhere = ({ ctrlKey, metaKey, shiftKey, altKey }: MouseEvent): boolean =>
  ctrlKey || metaKey || shiftKey || altKey;

/**
 * A link to another process, or a button where the page gave no address.
 *
 * @param go fires `sso-navigate`, and returns whether the browser may follow the link
 */
export function processLink(
  addresses: LinkAddresses,
  to: LinkTarget,
  text: string,
  go: (to: LinkTarget, url?: string) => boolean,
): TemplateResult {
  const url = addresses[addressOf[to]];
  const press = (event: MouseEvent) => {
    if (!opensElsewhere(event) && !go(to, url)) event.preventDefault();
  };
  return url
    ? html`<a part="link" href=${url} @click=${press}>${text}</a>`
    : html`<button part="link" type="button" @click=${press}>${text}</button>`;
}
