import type { ScreenTools } from '../parts/screen-tools.js';
import { laterStyles } from '../styles/lazy-styles.js';
import { faultTexts } from './fault-texts.js';
import { loginStepScreens } from './login-steps.js';
import { analyticsName } from './analytics-names.js';
import { problemTexts } from './problem-texts.js';
import { unavailableScreen } from './unavailable.js';
import type { LazyScreens } from './screen-templates.js';

/** Everything that login's later steps are drawn with, but the texts of other languages. */
export const lazyLoginScreens = (tools: ScreenTools): LazyScreens => ({
  templates: { ...loginStepScreens(tools), ...unavailableScreen(tools) },
  problemText: problemTexts(tools),
  faultText: faultTexts(tools),
  analyticsName: analyticsName,
  styles: laterStyles(tools.css),
});
