/** Which view the form's state is shown by. */
import { html, nothing } from 'lit';
import type { FormActions } from './views/actions.js';
import { conflictForm } from './views/conflict-view.js';
import type { EditorController } from './controller.js';
import { type Editing, findingsOf, type LoadedSettings } from './state/editor-modes.js';
import { settingsFields, readBar, settingsList, failureBox, failureText } from './views/read-view.js';
import type { Words } from './words/words.js';

function editForm(words: Words, editor: EditorController, loaded: LoadedSettings, edit: Editing, acts: FormActions): unknown {
  const set = (...change: Parameters<typeof editor.setValue>) => {
    editor.setValue(...change);
    acts.draftChanged();
  };
  const { sample } = acts;
  const ui = {
    words,
    loaded,
    edit,
    findings: findingsOf(edit, loaded),
    setValue,
    typeValue: editor.setValue,
    trackTyping: editor.trackTyping,
    sample,
  };
  return html`<form part="form" novalidate @submit=${acts.submit}>
    ${edit.trouble ? failureBox(words, failureText(words, edit.trouble)) : nothing} ${settingsFields(ui)}
    <div part="actions">
      <button part="submit" aria-disabled=${edit.saving}>${words(edit.saving ? 'saving' : 'save')}</button>
      <button part="button" type="button" @click=${acts.cancel}>${words('cancel')}</button>
      <p part="text" role="status">${editor.unsaved ? words('unsaved') : nothing}</p>
    </div>
  </form>`;
}

export function currentView(words: Words, editor: EditorController, acts: FormActions): unknown {
  const { mode, loaded } = editor;
  if (mode.name === 'failed') {
    const barred = mode.trouble === 'not-allowed';
    return failureBox(words, barred ? failureText(words, mode.trouble) : words('load.failed'), acts.reload);
  }
  // The status above says so.
  if (!loaded || mode.name === 'loading') return nothing;
  if (mode.name === 'edit') return editForm(words, editor, loaded, mode, acts);
  if (mode.name === 'conflict') return conflictForm(words, loaded, mode, acts);
  return html`${readBar(words, loaded, mode, acts.savesElsewhere(), acts)} ${settingsList(words, loaded, acts.sample)}`;
}

/** What is told without an alert. */
export const statusText = (words: Words, { mode }: EditorController): unknown =>
  mode.name === 'loading' ? words('loading') : mode.name === 'read' && mode.note ? words(mode.note) : nothing;
