/** A reader's word on the opt-in. It counts for the wording that was shown, so that this is what is proven. */
import type { Body } from '../../contract/calls.js';
import type { PublicSettings } from '../../contract/public-settings-schema.js';
import { toBase64url } from '../base/bytes.js';
import { type Consent, wordingOf } from '../sealed/consent-record.js';
import { pageAddress } from '../request/client-facts.js';
import { Failure } from '../base/failure.js';
import type { ResolvedOptions } from '../options/options.js';
import type { SettingsCache } from '../settings/settings-cache.js';

type Posted = Pick<Body<'registration/start'>, 'optIn' | 'optInHash' | 'language' | 'page'>;

/** Milliseconds for the newest settings, once those at hand do not fit: the start that follows has to wait for them. */
const patience = 1000;
/** Characters of a page's address that are kept. */
const longestPage = 200;

const isAbout = ({ optIn }: PublicSettings, { optInHash }: Posted) =>
  optIn.ask && optInHash !== undefined && optInHash === optIn.hash;

/** A choice, and the text that it is about. */
export interface OptInChoice {
  consent: Consent;
  wording: string;
}

/**
 * Makes the judge of what was posted. Without a choice nobody was asked. Throws `opt-in-changed` where the choice is about another wording
 * than the merchant has now, or about none at all: the form is to be shown anew.
 */
export function createOptInParser({ options, settings }: { options: ResolvedOptions; settings: SettingsCache }) {
  const { now, random, origins } = options;

  /** `mailed`: whether a mail goes out that only the reader can answer; absent: where codes travel by mail. */
  return async (posted: Posted, found: PublicSettings, mailed?: false): Promise<OptInChoice | undefined> => {
    const { optIn: choice, optInHash: hash = '', language = options.language, page } = posted;
    if (choice === undefined) return undefined;
    // The page can have been given newer settings than this instance holds.
    const current = isAbout(found, posted) ? found : await settings.renew(language, patience);
    if (!isAbout(current, posted)) throw new Failure('opt-in-changed');
    const address = pageAddress(page, origins)?.slice(0, longestPage);
    const double = options.optIn.status === 'DOUBLE_OPT_IN' && (mailed ?? current.codeChannel === 'email');
    const consent: Consent = {
      id: toBase64url(random(9)),
      choice,
      hash,
      language,
      at: Math.floor(now() / 1000),
      ...(address !== undefined && { page: address }),
      ...(double && { double }),
    };
    return { consent, wording: wordingOf(current.optIn.text) };
  };
}
