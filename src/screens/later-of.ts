import type { ScreenName } from '../flow/routes.js';
import { loadTexts } from '../locales/localize.js';
import type { Kit } from '../parts/kit.js';
import type { Later } from './views.js';

const account: ReadonlySet<ScreenName> = new Set([
  'register',
  'identify',
  'address',
  'verify',
  'confirm-link',
  'unavailable',
]);

/** Loads the chunk that a screen is in, and the texts: also at login's later steps a problem can be one of these processes' own. */
export async function laterOf(kit: Kit, name: ScreenName): Promise<Later> {
  const [{ laterAccount }, steps] = await Promise.all([
    import('./later-account.js'),
    account.has(name) ? undefined : import('./later.js'),
    loadTexts('account'),
  ]);
  const { views, styles, ...texts } = laterAccount(kit);
  return steps ? { ...steps.later(kit), ...texts } : { views, styles, ...texts };
}
