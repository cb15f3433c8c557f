/** Questions over the form, in a native dialog. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Words } from '../words/words.js';

export interface Question {
  title: string;
  texts: readonly string[];
  yes: string;
  no: string;
  onYes: () => void;
  onNo?: () => void;
}

/** Asked before changes are discarded. */
export const discardQuestion = (words: Words, onYes: () => void): Question => ({
  title: words('leave.title'),
  texts: [words('leave.text')],
  yes: words('leave.discard'),
  no: words('leave.stay'),
  onYes,
});

/** Asked before a save that keeps readers out: names the consequence of each setting. */
export const lockoutQuestion = (words: Words, keys: readonly string[], onYes: () => void): Question => ({
  title: words('confirm.title'),
  texts: keys.map((key) => words.of(`${key}.confirm`) ?? key),
  yes: words('confirm.save'),
  no: words('cancel'),
  onYes,
});

/** Asked before an undo that may keep readers out, or whose effect is unknown (`keys` is empty). */
export const undoQuestion = (words: Words, keys: readonly string[], onYes: () => void, onNo: () => void): Question => ({
  ...lockoutQuestion(words, keys, onYes),
  onNo,
  title: words('undo.title'),
  texts: keys.length ? keys.map((key) => words.of(`${key}.confirm`) ?? key) : [words('undo.text')],
  yes: words('undo'),
});

/**
 * The open question, if any. Escape counts as no.
 *
 * @param onClose called before the answer is acted on
 */
export const questionDialog = (
  question: Question | undefined,
  onClose: () => void,
): TemplateResult | typeof nothing => {
  if (!question) return nothing;
  const close = (event: Event) => {
    onClose();
    if ((event.target as HTMLDialogElement).returnValue === 'yes') question.onYes();
    else question.onNo?.();
  };
  return html`<dialog part="dialog" aria-labelledby="question" @close=${close}>
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
