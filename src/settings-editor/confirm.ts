/** Questions that stand over the form, in a native dialog. */
import { html, type TemplateResult } from 'lit';
import type { Words } from './words.js';

export interface Question {
  title: string;
  texts: readonly string[];
  yes: string;
  no: string;
  act: () => void;
}

/** Before settings are discarded. */
export const leaving = (words: Words, act: () => void): Question => ({
  title: words('leave.title'),
  texts: [words('leave.text')],
  yes: words('leave.discard'),
  no: words('leave.stay'),
  act,
});

/** Before something is switched on that keeps readers out: names the consequence of each. */
export const risking = (words: Words, keys: readonly string[], act: () => void): Question => ({
  title: words('confirm.title'),
  texts: keys.map((key) => words.of(`${key}.confirm`) ?? key),
  yes: words('confirm.save'),
  no: words('cancel'),
  act,
});

/** @param answered told what was chosen; Escape counts as no */
export const questionDialog = (question: Question, answered: (yes: boolean) => void): TemplateResult =>
  html`<dialog
    part="dialog"
    aria-labelledby="question"
    @close=${(event: Event) => answered((event.target as HTMLDialogElement).returnValue === 'yes')}
  >
    <form method="dialog">
      <h3 id="question">${question.title}</h3>
      ${question.texts.map((text) => html`<p part="text">${text}</p>`)}
      <div part="actions">
        <button part="button" value="no" autofocus>${question.no}</button>
        <button part="submit" value="yes">${question.yes}</button>
      </div>
    </form>
  </dialog>`;
