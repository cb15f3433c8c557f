/** Starts the Chromium of the journeys. */
import { type Browser, chromium } from 'playwright';
import { chromiumArgs, findBrowser, howToInstall } from '../../scripts/browser.js';

/** A fresh headless Chromium; throws with instructions when the machine has none. The caller closes it. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error(howToInstall);
  return chromium.launch({ executablePath, args: chromiumArgs });
}
