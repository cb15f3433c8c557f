/** Settings that are stored elsewhere, such as in a settings store. */
import type { SimulatorOptions } from './simulator-options.js';
import { parseHostedDocument } from './hosted-settings-document.js';
import type { SimulatorState } from './simulator-state.js';

const termsOf = ({ document, texts }: Pick<SimulatorState, 'document' | 'texts'>): string =>
  JSON.stringify([document.ssoTermText, Object.entries(texts).map(([language, own]) => [language, own.ssoTermText])]);

/** Returns a function that applies new settings to a state. It throws a `TypeError` for settings that the hosted API could not hold. */
export function createSettingsFollower(follow: SimulatorOptions['follow']): (state: SimulatorState) => void {
  let applied: [SimulatorState, object] | undefined;
  return (state) => {
    const followed = follow?.();
    if (!followed || (applied?.[0] === state && applied[1] === followed)) return;
    const next = { document: parseHostedDocument(followed.settings), texts: followed.texts ?? {} };
    // A changed text in any language: customers who accepted the terms are asked again.
    if (termsOf(next) !== termsOf(state)) state.termsVersion += 1;
    Object.assign(state, next);
    applied = [state, followed];
  };
}
