import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { PublicSettings } from '../../contract/public-settings-schema.js';
import type { Destination } from '../events/flow-events.js';

/** A process that a link can lead to. */
export type LinkTarget = Exclude<Destination, 'return'>;

/** Where an element's links to the processes lead. Absent: a link only fires `sso-navigate`. */
export interface LinkAddresses {
  loginUrl?: string;
  registerUrl?: string;
  connectUrl?: string;
  passwordUrl?: string;
  /** `hidden` or `shown`, whatever the settings say; else they decide. */
  connectLink?: string;
}

/** The attributes that hold them. */
export const linkProperties = {
  loginUrl: { attribute: 'login-url' },
  registerUrl: { attribute: 'register-url' },
  connectUrl: { attribute: 'connect-url' },
  passwordUrl: { attribute: 'password-url' },
  connectLink: { attribute: 'connect-link' },
};

/** Whether the way to account connect is offered: as the page wants it, else where the settings enable it. */
export const offersConnect = ({ connectLink }: LinkAddresses, settings?: PublicSettings): boolean | undefined =>
  connectLink === 'shown' || (connectLink !== 'hidden' && settings?.accountConnect.enabled);

const addressOf = {
  login: 'loginUrl',
  register: 'registerUrl',
  'account-connect': 'connectUrl',
  'password-forgotten': 'passwordUrl',
} as const satisfies Record<LinkTarget, keyof LinkAddresses>;

/** Whether a click on a link opens it elsewhere: that is the reader's own wish, and the browser's matter. */
export const opensElsewhere = ({ ctrlKey, metaKey, shiftKey, altKey }: MouseEvent): boolean =>
  ctrlKey || metaKey || shiftKey || altKey;

/**
 * A link to another process, or a button where the page gave no address.
 *
 * @param go tells the page, and answers whether the browser may follow the link
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
