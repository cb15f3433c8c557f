/** Starts the Chromium of the journeys. */
import { type Browser, chromium } from 'playwright';
import { chromiumArgs, findBrowser, findLightBrowser, howToInstall } from '../run/browser.js';
import { engines } from '../run/start.js';

/**
 * A fresh headless Chromium; throws with instructions when the machine has none. The caller closes it.
 *
 * @param options `keepsPages`: the whole browser, with its memory of pages that were left, which Playwright switches off by default
 */
export async function launchChromium({ keepsPages = false } = {}): Promise<Browser> {
  const executablePath = keepsPages ? findBrowser() : findLightBrowser();
  if (!executablePath) throw new Error(howToInstall);
  const ignoreDefaultArgs = keepsPages ? ['--disable-back-forward-cache'] : [];
  const browser = await chromium.launch({ executablePath, args: chromiumArgs, ignoreDefaultArgs });
  engines.add(`Chromium ${browser.version()}`);
  return browser;
}
