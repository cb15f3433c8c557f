import type { ScreenName } from '../flow/routes.js';
import { loadTexts } from '../locales/localize.js';
import type { ScreenTools } from '../parts/screen-tools.js';
import type { LazyScreens } from './screen-templates.js';

const accountScreenNames: ReadonlySet<ScreenName> = new Set([
  'register',
  'identify',
  'address',
  'verify',
  'confirm-link',
  'unavailable',
]);

/**
 * Loads the chunk of a screen, and the texts. The account texts in any case: at login's later steps, too, a problem can be one of
 * these processes' own. Rejects where a chunk cannot be loaded.
 */
export async function loadScreens(tools: ScreenTools, name: ScreenName): Promise<LazyScreens> {
  const [{ lazyAccountScreens }, steps] = await Promise.all([
    import('./lazy-account-screens.js'),
    accountScreenNames.has(name) ? undefined : import('./lazy-login-screens.js'),
    loadTexts('account'),
  ]);
  const { templates, styles, ...texts } = lazyAccountScreens(tools);
  return steps ? { ...steps.lazyLoginScreens(tools), ...texts } : { templates, styles, ...texts };
}
