import type { ReactiveControllerHost } from 'lit';
import type { PreviewClient } from './preview-client.js';
import type { LoadedSettings, Mode } from '../state/editor-modes.js';

/** The element around the preview. */
export interface PreviewHost extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly endpoint: string;
  readonly previewClient?: PreviewClient | undefined;
}

/** The form whose settings the preview shows. */
export interface EditorSource {
  readonly mode: Mode;
  readonly loaded?: LoadedSettings;
}
