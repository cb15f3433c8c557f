/**
 * How hard a password is to guess, by estimate: a part of its own, which loads when a reader begins to choose one. It only helps to choose; what is
 * refused is for the gateway to say.
 */
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs } from '@zxcvbn-ts/language-common';
import type { CallField } from '../flow/flow.js';
import { frequentWords, germanWords } from './common-words.js';
import type { ScreenTools } from './screen-tools.js';

export type Strength = 'weak' | 'fair' | 'strong';

/** Characters that are looked at: more take longer, and no pattern hides behind so many. */
const maxLength = 64;
/** The fields of a form that say who the reader is. */
const names = ['email', 'username', 'firstName', 'lastName'] as const satisfies readonly CallField[];

const words = (text: string): string[] => text.trim().split(/\s+/);
const { qwerty, qwertz } = adjacencyGraphs;
const estimator = new ZxcvbnFactory({
  dictionary: { frequent: words(frequentWords), german: words(germanWords) },
  graphs: { qwerty, qwertz },
  maxLength,
});

/**
 * Returns the strength of a password. `own`: what the form says of the reader. The library's scale has five grades; with so few words it takes some
 * passwords for better than they are, so that only its last two count for more than weak.
 */
export function strengthOf(password: string, own: readonly string[]): Strength {
  const { score } = estimator.check(password, [...own]);
  return score < 3 ? 'weak' : score < 4 ? 'fair' : 'strong';
}

/**
 * Returns what draws the strength of what is typed into an input, in the language of then; `undefined` below the fewest characters, where the rule
 * beside it says all.
 */
export function strengthText({ msg }: ScreenTools, { value, form }: HTMLInputElement, min: number) {
  if (!Array.from(value)[min - 1]) return undefined;
  const typed = names.map((name) => form?.querySelector<HTMLInputElement>(`[name=${name}]`)?.value ?? '');
  switch (strengthOf(value, typed.filter(Boolean))) {
    case 'weak':
      return () => msg('Strength: weak', { id: 'password.weak' });
    case 'fair':
      return () => msg('Strength: fair', { id: 'password.fair' });
    case 'strong':
      return () => msg('Strength: strong', { id: 'password.strong' });
  }
}
