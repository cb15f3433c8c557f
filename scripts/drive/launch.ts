/** Starts the browser of the journeys: the one that `SSO_BROWSER` names. */
import { type Browser, firefox } from 'playwright';
import { firefoxLaunch, wantedEngine } from '../run/engine.js';
import { launchChromium } from './chromium.js';

/** A fresh headless browser; throws with instructions when the machine has none. The caller closes it. */
export const launchBrowser = (): Promise<Browser> =>
  wantedEngine() === 'firefox' ? firefox.launch(firefoxLaunch()) : launchChromium();
