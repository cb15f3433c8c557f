/** A reader's word on the opt-in. It counts for the wording that was shown, so that this is what is proven. */
import type { Body } from '../contract/calls.js';
import type { RichText } from '../contract/rich-text.js';
import type { PublicSettings } from '../contract/settings.js';
import type { Consent } from './consent-record.js';
import { Failure } from './problems.js';
import type { Services } from './visit.js';

type Posted = Pick<Body<'registration/start'>, 'optIn' | 'optInHash' | 'language' | 'page'>;

/** Milliseconds for the newest settings, once those at hand do not fit: the start that follows has to wait for them. */
const patience = 1000;

const isAbout = ({ optIn }: PublicSettings, { optInHash }: Posted) =>
  optIn.ask && optInHash !== undefined && optInHash === optIn.hash;

/** A choice, and the text that it is about. */
export interface Chosen {
  consent: Consent;
  text: RichText;
}

/**
 * Makes the judge of what was posted. Without a choice nobody was asked. Throws `opt-in-changed` where the choice is about another wording
 * than the merchant has now, or about none at all: the form is to be shown anew.
 */
export function optInChoice({ options, settings, consents }: Pick<Services, 'options' | 'settings' | 'consents'>) {
  return async (posted: Posted, found: PublicSettings): Promise<Chosen | undefined> => {
    if (posted.optIn === undefined) return undefined;
    const { optIn: choice, language = options.language, page } = posted;
    // The page can have been given newer settings than this instance holds.
    const current = isAbout(found, posted) ? found : await settings.renew(language, patience);
    if (!isAbout(current, posted)) throw new Failure('opt-in-changed');
    const { text } = current.optIn;
    return {
      text,
      consent: await consents.record({ text, choice, language, page, sms: current.codeChannel === 'sms' }),
    };
  };
}
