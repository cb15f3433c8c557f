/** Starts the Chromium of the journeys. */
import { type Browser, chromium } from 'playwright';
import { chromiumArgs, findBrowser, findLightBrowser, howToInstall } from '../run/browser.js';
import { engines } from '../run/start.js';

/** One process for all pages: a fifth less work for each that is opened (measured by `/proc/stat` over 25 sign-in pages: 510 and 400 ms). */
const onePageProcess = ['--disable-site-isolation-trials', '--renderer-process-limit=1'];

/**
 * A fresh headless Chromium; throws with instructions when the machine has none. The caller closes it.
 *
 * @param options `keepsPages`: the whole browser, with its memory of pages that were left, which Playwright switches off by default. `hosts`:
 * a pattern of host names that are to lead to this machine.
 */
export async function launchChromium({ keepsPages = false, hosts = '' } = {}): Promise<Browser> {
  const executablePath = keepsPages ? findBrowser() : findLightBrowser();
  if (!executablePath) throw new Error(howToInstall);
  const ignoreDefaultArgs = keepsPages ? ['--disable-back-forward-cache'] : [];
  const mapped = hosts ? [`--host-resolver-rules=MAP ${hosts} 127.0.0.1`] : [];
  const args = [...chromiumArgs, ...onePageProcess, ...mapped];
  const browser = await chromium.launch({ executablePath, args, ignoreDefaultArgs });
  engines.add(`Chromium ${browser.version()}`);
  return browser;
}
