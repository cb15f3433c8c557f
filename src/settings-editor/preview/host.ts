import type { ReactiveControllerHost } from 'lit';
import type { PreviewClient } from './client.js';
import type { LoadedSettings, Mode } from '../state/editor-modes.js';

/** The element that the preview is in. */
export interface PreviewHost extends ReactiveControllerHost, HTMLElement {
  readonly renderRoot: HTMLElement | DocumentFragment;
  readonly endpoint: string;
  readonly previewClient?: PreviewClient | undefined;
}

/** What the form beside it is doing. */
export interface EditorSource {
  readonly mode: Mode;
  readonly loaded?: LoadedSettings;
}
