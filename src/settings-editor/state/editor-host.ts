import type { ReactiveControllerHost } from 'lit';
import type { Finding } from '../../contract/merchant-rules.js';
import type { RawSettings } from '../../contract/merchant-settings.js';

/** What a page's own save is based on. */
export interface SaveContext {
  /** The version that the endpoint has just returned; `undefined`: it sends no ETag. */
  etag: string | undefined;
  /** The settings that the edit began with. */
  base: RawSettings;
  /** Aborted when the form stops waiting. */
  signal: AbortSignal;
}

/** Saves elsewhere than at the endpoint. If it did not save, it rejects, or returns the findings that stand against it. */
export type SaveSettings = (
  settings: RawSettings,
  context: SaveContext,
) => Promise<{ findings?: readonly Finding[] } | undefined>;

export interface EditorHost extends ReactiveControllerHost {
  endpoint: string;
  save?: SaveSettings | undefined;
  /** Fires the event for settings that were saved. */
  fireSaved(settings: RawSettings): void;
  /** Moves the focus to what failed or is wrong. */
  focusFault(): void;
}
