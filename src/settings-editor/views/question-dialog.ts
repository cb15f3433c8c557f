/** Questions that stand over the form, in a native dialog. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../words/words.js';

export interface Question {
  title: string;
  texts: readonly string[];
  yes: string;
  no: string;
  onYes: () => void;
  /** Done where the answer is no. */
  onNo?: () => void;
}

/** Before settings are discarded. */
export const discardQuestion = (words: Words, act: () => void): Question => ({
  title: words('leave.title'),
  texts: [words('leave.text')],
  yes: words('leave.discard'),
  no: words('leave.stay'),
  onYes: act,
});

/** Before something is switched on that keeps readers out: names the consequence of each. */
export const lockoutQuestion = (words: Words, keys: readonly string[], act: () => void): Question => ({
  title: words('confirm.title'),
  texts: keys.map((key) => words.of(`${key}.confirm`) ?? key),
  yes: words('confirm.save'),
  no: words('cancel'),
  onYes: act,
});

/** Before an undo that keeps readers out, or of which nobody can say what it does. */
export const undoQuestion = (words: Words, keys: readonly string[], act: () => void, leave: () => void): Question => ({
  ...lockoutQuestion(words, keys, act),
  onNo: leave,
  title: words('undo.title'),
  texts: keys.length ? keys.map((key) => words.of(`${key}.confirm`) ?? key) : [words('undo.text')],
  yes: words('undo'),
});

/** Escape counts as no. @param closed told before what was agreed to is done */
export const questionDialog = (question: Question | undefined, closed: () => void): TemplateResult | typeof nothing => {
  if (!question) return nothing;
  const answered = (event: Event) => {
    closed();
    if ((event.target as HTMLDialogElement).returnValue === 'yes') question.onYes();
    else question.onNo?.();
  };
  return html`<dialog part="dialog" aria-labelledby="question" @close=${answered}>
    <form method="dialog">
      <h3 id="question">${question.title}</h3>
      ${question.texts.map((text) => html`<p part="text">${text}</p>`)}
      <div part="actions">
        <button part="button" value="no" autofocus>${question.no}</button>
        <button part="submit" value="yes">${question.yes}</button>
      </div>
    </form>
  </dialog>`;
};
