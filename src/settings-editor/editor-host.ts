import type { ReactiveControllerHost } from 'lit';
import type { Finding } from '../contract/merchant-rules.js';
import type { RawSettings } from '../contract/merchant-settings.js';

/** Saves elsewhere than at the endpoint. Rejects, or answers what is wrong, when it did not. */
export type Save = (settings: RawSettings) => Promise<{ findings?: readonly Finding[] } | undefined>;

export interface EditorHost extends ReactiveControllerHost {
  endpoint: string;
  save?: Save | undefined;
  /** Something was saved: told to the page. */
  saved(settings: RawSettings): void;
  /** Something did not work, or is wrong: leads the reader to it. */
  blamed(): void;
}
