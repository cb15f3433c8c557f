/** Chooses the view for the form's mode. */
import { html, nothing } from 'lit';
import type { EditorController } from './editor-controller.js';
import { type Editing, findingsOf, type LoadedSettings } from './state/editor-modes.js';
import { conflictForm } from './views/conflict-view.js';
import type { EditorUi } from './views/editor-ui.js';
import type { FormActions } from './views/form-actions.js';
import { failureBox, failureText, readBar, settingsFields, settingsList } from './views/read-view.js';
import type { Words } from './words/words.js';

function editForm(
  words: Words,
  editor: EditorController,
  loaded: LoadedSettings,
  edit: Editing,
  actions: FormActions,
): unknown {
  const ui: EditorUi = {
    words,
    loaded,
    edit,
    findings: findingsOf(edit, loaded),
    setValue(key, value) {
      editor.setValue(key, value);
      actions.draftChanged();
    },
    typeValue: editor.setValue,
    trackTyping: editor.trackTyping,
    sample: actions.sample,
  };
  return html`<form part="form" novalidate @submit=${actions.submit}>
    ${edit.failure ? failureBox(words, failureText(words, edit.failure)) : nothing} ${settingsFields(ui)}
    <div part="actions">
      <button part="submit" aria-disabled=${edit.saving}>${words(edit.saving ? 'saving' : 'save')}</button>
      <button part="button" type="button" @click=${actions.cancel}>${words('cancel')}</button>
      <p part="text" role="status">${editor.unsaved ? words('unsaved') : nothing}</p>
    </div>
  </form>`;
}

export function currentView(words: Words, editor: EditorController, actions: FormActions): unknown {
  const { mode, loaded } = editor;
  if (mode.name === 'failed') {
    const isDenied = mode.failure === 'not-allowed';
    return failureBox(words, isDenied ? failureText(words, mode.failure) : words('load.failed'), actions.reload);
  }
  // While it loads, the status line says so.
  if (!loaded || mode.name === 'loading') return nothing;
  if (mode.name === 'edit') return editForm(words, editor, loaded, mode, actions);
  if (mode.name === 'conflict') return conflictForm(words, loaded, mode, actions);
  return html`${readBar(words, loaded, mode, actions)} ${settingsList(words, loaded, actions.sample)}`;
}

/** The text of the form's status line, which is announced politely. */
export const statusText = (words: Words, { mode }: EditorController): unknown =>
  mode.name === 'loading' ? words('loading') : mode.name === 'read' && mode.note ? words(mode.note) : nothing;
