/** Starts the browser of the journeys: the one that `SSO_BROWSER` names. */
import { type Browser, firefox } from 'playwright';
import { firefoxLaunch, wantedEngine } from '../run/engine.js';
import { engines } from '../run/start.js';
import { launchChromium } from './chromium.js';

/** A fresh headless browser; throws with instructions when the machine has none. The caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  if (wantedEngine() === 'chromium') return launchChromium();
  const browser = await firefox.launch(firefoxLaunch());
  engines.add(`Firefox ${browser.version()}`);
  return browser;
}
