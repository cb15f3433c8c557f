/**
 * The languages of journeys that are the same in each: the first lane plays them in English, the second one in German; whoever runs a file by
 * hand gets both.
 */
import { type Language, languages } from '../../../demo/texts/language.js';

const wanted = process.env['SSO_JOURNEY_LANGUAGE'];

export const journeyLanguages: readonly Language[] = languages.filter((each) => each === (wanted ?? each));
if (journeyLanguages.length === 0) throw new RangeError(`SSO_JOURNEY_LANGUAGE is one of ${languages.join(', ')}`);
