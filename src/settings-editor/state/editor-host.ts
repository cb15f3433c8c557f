import type { ReactiveControllerHost } from 'lit';
import type { Finding } from '../../contract/merchant-rules.js';
import type { RawSettings } from '../../contract/merchant-settings.js';

/** What a change is made upon. */
export interface Upon {
  /** The version that the endpoint has just told; `undefined`: it tells none. */
  etag: string | undefined;
  /** The settings that the change began with. */
  base: RawSettings;
  /** Aborted when the form waits no longer. */
  signal: AbortSignal;
}

/** Saves elsewhere than at the endpoint. Rejects, or answers what is wrong, when it did not. */
export type Save = (settings: RawSettings, upon: Upon) => Promise<{ findings?: readonly Finding[] } | undefined>;

export interface EditorHost extends ReactiveControllerHost {
  endpoint: string;
  save?: Save | undefined;
  /** Something was saved: told to the page. */
  saved(settings: RawSettings): void;
  /** Something did not work, or is wrong: leads the reader to it. */
  blamed(): void;
}
