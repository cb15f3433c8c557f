/** What an operator sets about consent, and what `onConsent` gets. */
import type { optInChannels } from '../../contract/sso-api.js';

export interface OptInOptions {
  /** Channels for which one tick is stored. Default: `['EMAIL']`. */
  channels?: readonly (typeof optInChannels)[number][];
  /** Default: `SINGLE_OPT_IN`. `DOUBLE_OPT_IN` needs the declaration below, and is stored for `EMAIL` alone, where the code came by e-mail. */
  status?: 'SINGLE_OPT_IN' | 'DOUBLE_OPT_IN';
  /** Declares that the e-mail with the code or link names the advertising consent. */
  confirmationMailNamesConsent?: boolean;
}

/** A choice, as the reader made it. */
interface Choice {
  /** 12 characters; joins the events of one choice, and reveals repetitions. */
  id: string;
  /** SHA-256 of the wording's UTF-8, base64url. Empty where a consent is withdrawn whose wording the hosted API does not know any more. */
  hash: string;
  /** With a `channel`, `false` withdraws what was given. */
  choice: boolean;
  /** ISO 639-1. */
  language: string;
  /** When it was made by the gateway's clock, ISO 8601. */
  at: string;
  /** The page's address without query and fragment. */
  page?: string;
  /** Of a choice that a signed-in reader made in `<sso-consents>`. Absent: a registration’s, for all channels of `optIn`. */
  channel?: (typeof optInChannels)[number];
}

/** What `onConsent` gets, each at least once: that a reader was asked, and each outcome as it becomes known. `stored: true` is final. */
export type ConsentEvent =
  | (Choice & {
      phase: 'asked';
      /**
       * The merchant's text, exactly as hashed: without markup, paragraphs on lines of their own, a link's address in brackets. Absent where the
       * event comes late, and neither the store nor the merchant's settings have that text any more: the hash still names it.
       */
      wording?: string;
    })
  | (Choice & {
      phase: 'outcome';
      /** Absent where the hosted API did not say whose session it is. */
      customerId?: string;
      stored: boolean;
      /** Why not: `declined`, `no-active-text`, `expired`, `displaced`, `given-up`, `superseded` by a newer choice, or the code of the failure or of what ended the registration. */
      reason?: string;
    });
