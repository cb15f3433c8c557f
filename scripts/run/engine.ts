/** Which engine the browser tests run in: `SSO_BROWSER=firefox npx vitest run --project journeys …` drives the installed Firefox. */
import { existsSync } from 'node:fs';
import { named, type Places } from './browser.js';

export type Engine = 'chromium' | 'firefox';

/** @throws RangeError when `SSO_BROWSER` names another one */
export function wantedEngine(env: Places['env'] = process.env): Engine {
  const engine = env['SSO_BROWSER'] || 'chromium';
  if (engine !== 'chromium' && engine !== 'firefox')
    throw new RangeError(`SSO_BROWSER is ${engine}: it can be chromium or firefox`);
  return engine;
}

const firefoxes = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];

/** The path of a Firefox as its users have it: what `FIREFOX_PATH` names, else the machine's. */
export const findFirefox = (
  places: Pick<Places, 'env' | 'exists'> = { env: process.env, exists: existsSync },
): string | undefined => named('FIREFOX_PATH', places) ?? firefoxes.find(places.exists);

export const noFirefox = `No Firefox was found. Either of these gives the tests one:
  apt-get install -y firefox-esr                  (Debian, as root)
  FIREFOX_PATH=/path/to/firefox …                 (one that you have already)`;

/** What Playwright starts that Firefox with: the one that users have speaks WebDriver BiDi, so no patched build is needed. Throws when there is none. */
export function firefoxLaunch(): { channel: string; executablePath: string } {
  const executablePath = findFirefox();
  if (!executablePath) throw new Error(noFirefox);
  return { channel: 'moz-firefox', executablePath };
}
