import type { ScreenName } from '../flow/routes.js';
import { loadTexts } from '../locales/localize.js';
import type { Kit } from '../parts/kit.js';
import type { Later } from './views.js';

const account: ReadonlySet<ScreenName> = new Set(['register', 'identify', 'address', 'verify', 'confirm-link']);

/** Loads the chunk that a screen is in, and its texts. */
export async function laterOf(kit: Kit, name: ScreenName): Promise<Later> {
  if (!account.has(name)) return (await import('./later.js')).later(kit);
  const [{ laterAccount }] = await Promise.all([import('./later-account.js'), loadTexts('account')]);
  return laterAccount(kit);
}
