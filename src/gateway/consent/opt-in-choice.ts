/** A reader's choice on the opt-in, for exactly the wording that was shown: it is what has to be proven later. */
import type { Body } from '../../contract/calls.js';
import type { PublicSettings } from '../../contract/public-settings-schema.js';
import { encodeBase64url } from '../base/bytes.js';
import { type Consent, wordingOf } from '../sealed/consent-record.js';
import { pageAddress } from '../request/client-facts.js';
import { unlessLate } from '../base/deadline.js';
import type { RequestContext } from '../request/request-context.js';
import { Failure } from '../base/failure.js';
import type { ResolvedOptions } from '../options/options.js';
import type { SettingsCache } from '../settings/settings-cache.js';

type Posted = Pick<Body<'registration/start'>, 'optIn' | 'optInHash' | 'language' | 'page'>;

/** Milliseconds for the newest settings, where the cached ones do not fit: the start waits for them. */
const patience = 1000;
/** Characters kept of a page's address. */
const longestPage = 200;

const isAbout = ({ optIn }: PublicSettings, { optInHash }: Posted) =>
  optIn.ask && optInHash !== undefined && optInHash === optIn.hash;

/** A consent, and the wording that it refers to. */
export interface OptInChoice<C extends Consent = Consent> {
  consent: C;
  wording: string;
}

/** Returns what makes a consent of a choice that has just been made. `page`: kept where it is the site's, without its query. */
export function createConsentMaker({ now, random, origins }: Pick<ResolvedOptions, 'now' | 'random' | 'origins'>) {
  return ({ choice, hash, language, page }: Pick<Consent, 'choice' | 'hash' | 'language' | 'page'>): Consent => {
    const address = pageAddress(page, origins)?.slice(0, longestPage);
    return {
      id: encodeBase64url(random(9)),
      choice,
      hash,
      language,
      at: Math.floor(now() / 1000),
      ...(address !== undefined && { page: address }),
    };
  };
}

/**
 * Returns the parser of a posted choice; `undefined` from it means that nobody was asked. It throws `opt-in-changed` where the choice refers
 * to another wording than the merchant's present one: the form has to be shown again.
 */
export function createOptInParser({ options, settings }: { options: ResolvedOptions; settings: SettingsCache }) {
  const newConsent = createConsentMaker(options);

  /** `mailed`: whether a mail confirms the reader's address; by default it does where codes are sent by mail. */
  return async (
    { deadline }: RequestContext,
    posted: Posted,
    found: PublicSettings,
    mailed?: false,
  ): Promise<OptInChoice | undefined> => {
    const { optIn: choice, optInHash: hash = '', language = options.language, page } = posted;
    if (choice === undefined) return undefined;
    // The page may have newer settings than this instance.
    const current = isAbout(found, posted)
      ? found
      : await unlessLate(() => settings.renew(language, patience), deadline);
    if (!isAbout(current, posted)) throw new Failure('opt-in-changed');
    const double = options.optIn.status === 'DOUBLE_OPT_IN' && (mailed ?? current.codeChannel === 'email');
    const made = newConsent({ choice, hash, language, page });
    return { consent: { ...made, ...(double && { double }) }, wording: wordingOf(current.optIn.text) };
  };
}
