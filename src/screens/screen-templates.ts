import type { CSSResult, TemplateResult } from 'lit';
import type { Process } from '../contract/names.js';
import type { Screen } from '../flow/flow.js';
import type { ScreenName } from '../flow/routes.js';
import type { RenderContext } from '../parts/render-context.js';

/** Draws one screen. */
export type ScreenTemplate<N extends ScreenName> = (
  screen: Extract<Screen, { name: N }>,
  ui: RenderContext,
) => TemplateResult;
export type ScreenTemplates<N extends ScreenName = ScreenName> = { [K in N]: ScreenTemplate<K> };

/** What is loaded for everything beyond the first screen. */
export interface LazyScreens extends Pick<RenderContext, 'problemText' | 'faultText' | 'back'> {
  templates: Partial<ScreenTemplates>;
  styles: CSSResult;
  /** Returns the name of a screen in publishers' analytics, such as `defaultLoginForm`. */
  analyticsName: (process: Process, screen: Screen) => string;
}
