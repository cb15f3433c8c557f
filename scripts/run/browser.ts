/** Finds the Chromium that the tests drive, or installs one. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

/** What every test starts Chromium with: no sandbox (containers run as root) and no traffic of its own. */
export const chromiumArgs: string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

export const howToInstall = `No Chromium was found, and none could be installed. One of these gives the tests a browser:
  npx playwright install --with-deps chromium     (any system that can reach Playwright's download)
  apt-get install -y chromium                     (Debian, as root)
  CHROME_PATH=/path/to/chrome npm test            (one that you have already)`;

/** What the search for a browser looks at; the defaults are the real machine. */
export interface Places {
  /** The environment; `CHROME_PATH` is asked first and, once set, is the only answer. */
  env: Readonly<Record<string, string | undefined>>;
  /** Where Playwright keeps its own Chromium, whether or not it is there. */
  playwright: string;
  exists: (path: string) => boolean;
}

const machine = (): Places => ({ env: process.env, playwright: chromium.executablePath(), exists: existsSync });

/** The path in a variable. One that does not exist is an error, not a hint. */
export function named(variable: string, { env, exists }: Pick<Places, 'env' | 'exists'>): string | undefined {
  const wanted = env[variable];
  if (!wanted) return undefined;
  if (exists(wanted)) return wanted;
  throw new Error(`${variable} names ${wanted}, and nothing is there`);
}

/** The path of a Chromium, or `undefined` when there is none. */
export const findBrowser = (places: Places = machine()): string | undefined =>
  named('CHROME_PATH', places) ??
  [places.playwright, ...systemPaths].find((path) => path !== '' && places.exists(path));

/** Chromium → the same of Debian's without windows: the same pages for half the work. It keeps no pages that were left. */
const shells: Readonly<Record<string, string>> = { '/usr/bin/chromium': '/usr/bin/chromium-headless-shell' };

/**
 * The lightest program for tests that need no more than a page: what `CHROME_LIGHT_PATH` names, the shell that came with
 * `browser`, else that itself.
 */
export function lightOf(browser: string, places: Pick<Places, 'env' | 'exists'> = machine()): string {
  const shell = places.env['CHROME_PATH'] ? undefined : shells[browser];
  return named('CHROME_LIGHT_PATH', places) ?? (shell && places.exists(shell) ? shell : browser);
}

/** The path of that, or `undefined` when there is no Chromium. `CHROME_LIGHT_PATH` is asked first, then `CHROME_PATH`. */
export function findLightBrowser(places: Places = machine()): string | undefined {
  const light = named('CHROME_LIGHT_PATH', places);
  if (light) return light;
  const found = findBrowser(places);
  return found && lightOf(found, places);
}

/** How a browser can be had on this machine, the best way first. */
export function installers(places: { root: boolean; debian: boolean }): string[][][] {
  const own = [['npx', 'playwright', 'install', 'chromium']];
  const debian = [
    ['apt-get', 'update'],
    ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium'],
  ];
  return places.root && places.debian ? [own, debian] : [own];
}

const run = ([command = '', ...args]: string[]): boolean =>
  spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: 240_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    shell: process.platform === 'win32',
  }).status === 0;

/** Whether a browser starts at all: one downloaded to a machine without its libraries does not. */
const starts = (path: string): boolean =>
  spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;

/** Finds a browser, installing one when there is none; `undefined` when that fails too. */
export function ensureBrowser(): string | undefined {
  const found = findBrowser();
  if (found) return found;
  const root = process.getuid?.() === 0;
  for (const steps of installers({ root, debian: existsSync('/etc/debian_version') })) {
    console.log(`No Chromium yet: ${steps.map((step) => step.join(' ')).join(' && ')}`);
    if (!steps.every(run)) continue;
    const installed = findBrowser();
    if (installed && starts(installed)) return installed;
    // Playwright's own cannot start here, so it must not be found again before the system's.
    const system = findBrowser({ ...machine(), playwright: '' });
    if (system) return system;
  }
  return undefined;
}
