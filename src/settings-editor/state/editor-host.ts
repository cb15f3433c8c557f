import type { ReactiveControllerHost } from 'lit';
import type { Finding } from '../../contract/merchant-rules.js';
import type { RawSettings } from '../../contract/merchant-settings.js';

/** What a change is made upon. */
export interface SaveContext {
  /** The version that the endpoint has just told; `undefined`: it tells none. */
  etag: string | undefined;
  /** The settings that the change began with. */
  base: RawSettings;
  /** Aborted when the form waits no longer. */
  signal: AbortSignal;
}

/** Saves elsewhere than at the endpoint. Rejects, or answers what is wrong, when it did not. */
export type SaveSettings = (settings: RawSettings, upon: SaveContext) => Promise<{ findings?: readonly Finding[] } | undefined>;

export interface EditorHost extends ReactiveControllerHost {
  endpoint: string;
  save?: SaveSettings | undefined;
  /** Something was saved: told to the page. */
  fireSaved(settings: RawSettings): void;
  /** Something did not work, or is wrong: leads the reader to it. */
  focusFault(): void;
}
