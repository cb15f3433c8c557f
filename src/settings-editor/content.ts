/** Which view the form's state is shown by. */
import { html, nothing } from 'lit';
import type { Acts } from './views/actions.js';
import { conflictForm } from './views/conflict-view.js';
import type { EditorController } from './controller.js';
import { type Editing, findingsOf, type Loaded } from './state/editor-modes.js';
import { fields, readBar, reading, troubleBox, troubleText } from './views/read-view.js';
import type { Words } from './words/words.js';

function editForm(words: Words, editor: EditorController, loaded: Loaded, edit: Editing, acts: Acts): unknown {
  const set = (...change: Parameters<typeof editor.set>) => {
    editor.set(...change);
    acts.changed();
  };
  const { sample } = acts;
  const ui = {
    words,
    loaded,
    edit,
    findings: findingsOf(edit, loaded),
    set,
    type: editor.set,
    typing: editor.typing,
    sample,
  };
  return html`<form part="form" novalidate @submit=${acts.submit}>
    ${edit.trouble ? troubleBox(words, troubleText(words, edit.trouble)) : nothing} ${fields(ui)}
    <div part="actions">
      <button part="submit" aria-disabled=${edit.saving}>${words(edit.saving ? 'saving' : 'save')}</button>
      <button part="button" type="button" @click=${acts.cancel}>${words('cancel')}</button>
      <p part="text" role="status">${editor.unsaved ? words('unsaved') : nothing}</p>
    </div>
  </form>`;
}

export function content(words: Words, editor: EditorController, acts: Acts): unknown {
  const { mode, loaded } = editor;
  if (mode.name === 'failed') {
    const barred = mode.trouble === 'not-allowed';
    return troubleBox(words, barred ? troubleText(words, mode.trouble) : words('load.failed'), acts.reload);
  }
  // The status above says so.
  if (!loaded || mode.name === 'loading') return nothing;
  if (mode.name === 'edit') return editForm(words, editor, loaded, mode, acts);
  if (mode.name === 'conflict') return conflictForm(words, loaded, mode, acts);
  return html`${readBar(words, loaded, mode, acts.savesElsewhere(), acts)} ${reading(words, loaded, acts.sample)}`;
}

/** What is told without an alert. */
export const statusOf = (words: Words, { mode }: EditorController): unknown =>
  mode.name === 'loading' ? words('loading') : mode.name === 'read' && mode.note ? words(mode.note) : nothing;
