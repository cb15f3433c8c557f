import { page } from '../shared/page.js';
import { consentTextsDe } from './de-consents.js';
import { str } from './messages.js';
// Its first texts are there before these.
import './localize.js';

/** Adds the German texts of the consents, which the element brings itself; a publisher's own, added before, take precedence. */
export function addConsentTexts(): void {
  const { texts } = page;
  texts['de'] = { ...consentTextsDe({ str }), ...texts['de'] };
}
