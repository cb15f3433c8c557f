import type { CSSResult, TemplateResult } from 'lit';
import type { Process } from '../contract/names.js';
import type { Screen } from '../flow/flow.js';
import type { ScreenName } from '../flow/routes.js';
import type { Ui } from '../parts/ui.js';

/** How one screen is drawn. */
export type View<N extends ScreenName> = (screen: Extract<Screen, { name: N }>, ui: Ui) => TemplateResult;
export type Views<N extends ScreenName = ScreenName> = { [K in N]: View<K> };

/** What is loaded when something beyond the first screen is to be shown. */
export interface Later extends Pick<Ui, 'problemText' | 'faultText' | 'back'> {
  views: Partial<Views>;
  styles: CSSResult;
  /** The name of a screen in publishers' analytics. */
  pageOf: (process: Process, screen: Screen) => string;
}
