/** Settings that are kept elsewhere, as the simulator's own. */
import type { SimulatorOptions } from './options.js';
import { checked } from './hosted-settings-document.js';
import type { State } from './state.js';

const termsOf = ({ document, texts }: Pick<State, 'document' | 'texts'>): string =>
  JSON.stringify([document.ssoTermText, Object.entries(texts).map(([language, own]) => [language, own.ssoTermText])]);

/** Makes what brings a state up to date. It throws `TypeError` for settings that the hosted API could not hold. */
export function createFollower(follow: SimulatorOptions['follow']): (state: State) => void {
  let taken: [State, object] | undefined;
  return (state) => {
    const told = follow?.();
    if (!told || (taken?.[0] === state && taken[1] === told)) return;
    const next = { document: checked(told.settings), texts: told.texts ?? {} };
    // A text in any language: whoever accepted the terms is asked again.
    if (termsOf(next) !== termsOf(state)) state.termsVersion += 1;
    Object.assign(state, next);
    taken = [state, told];
  };
}
