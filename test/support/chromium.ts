/** Starts the Chromium of the journeys. */
import { type Browser, chromium } from 'playwright';
import { chromiumArgs, findBrowser, howToInstall } from '../../scripts/browser.js';

/**
 * A fresh headless Chromium; throws with instructions when the machine has none. The caller closes it.
 *
 * @param options `keepsPages`: with the browser's memory of pages that were left, which Playwright switches off by default
 */
export async function launchChromium({ keepsPages = false } = {}): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error(howToInstall);
  const ignoreDefaultArgs = keepsPages ? ['--disable-back-forward-cache'] : [];
  return chromium.launch({ executablePath, args: chromiumArgs, ignoreDefaultArgs });
}
