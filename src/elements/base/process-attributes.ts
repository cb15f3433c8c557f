import { siteUrl } from '../../client/site-url.js';
import type { Process } from '../../contract/names.js';
import type { CommonFields } from '../../flow/flow.js';
import { getLocale } from '../../locales/localize.js';
import { tabFlow } from '../flow/tab-flow.js';
import { linkProperties } from '../page/process-links.js';
import type { LinkAddresses } from '../page/process-links.js';
import { GatewayElement } from './gateway-element.js';

/** What a page sets on the elements of all processes, and what their calls carry of that. */
export abstract class ProcessAttributes extends GatewayElement implements LinkAddresses {
  static override properties = {
    ...GatewayElement.properties,
    ...linkProperties,
    email: {},
    source: {},
    returnUrl: { attribute: 'return-url' },
    verificationUrl: { attribute: 'verification-url' },
  };

  /** What the first field begins with; never overwrites what was typed. */
  declare email?: string;
  /** Where the reader comes from: one of the gateway's `sources`. */
  declare source?: string;
  /** Where to go after sign-in: an address of this origin, within the gateway's `returnPaths`. */
  declare returnUrl?: string;
  /** The page that the link in a mail opens: of this origin, within the gateway's `verificationPaths`. Absent: mails carry only a code. */
  declare verificationUrl?: string;
  /** Address of the page with login. Absent: its link only fires `sso-navigate`; likewise for the other processes. */
  declare loginUrl?: string;
  /** Address of the page with registration. */
  declare registerUrl?: string;
  /** Address of the page with account connect; the settings decide whether its link is shown. */
  declare connectUrl?: string;
  /** Address of the page with password forgotten. */
  declare passwordUrl?: string;
  /** Whether the link to account connect is `shown` or `hidden`; absent: the settings decide. */
  declare connectLink?: 'shown' | 'hidden';

  /**
   * Returns the token of a captcha that the page does not show in the slot `captcha`, or that it makes at the last moment. Called when a
   * form is submitted for which one is needed.
   */
  declare getCaptcha?: () => string | undefined | Promise<string | undefined>;

  /** @param process the process that the element begins with */
  constructor(protected process: Process) {
    super();
  }

  /**
   * What every call carries beside its own fields.
   *
   * @internal
   */
  get commonFields(): CommonFields {
    return {
      language: getLocale(),
      page: siteUrl('').replace(/\?.*/s, ''),
      ...(this.source && { source: this.source }),
      ...(this.returnUrl && { returnUrl: this.returnUrl }),
    };
  }

  /**
   * The last flow of this tab; '' after its end, `undefined` where there was none.
   *
   * @internal
   */
  get tabFlow(): string | undefined {
    return tabFlow(this.process);
  }
}
