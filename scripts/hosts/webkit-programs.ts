/** Finds WebKitGTK's browser, its driver and a screen for it. */
import { existsSync, readdirSync } from 'node:fs';
import { findProgram } from '../run/programs.js';

/** A browser of WebKitGTK is no program of `PATH`: it stands below the architecture's own folder. */
export const findMiniBrowser = (libraries = '/usr/lib'): string | undefined =>
  existsSync(libraries)
    ? readdirSync(libraries)
        .map((folder) => `${libraries}/${folder}/webkit2gtk-4.1/MiniBrowser`)
        .find(existsSync)
    : undefined;

/** What is missing for it, by the name of Debian's package. */
export function missingForWebKit(): string[] {
  const driver = findProgram('WebKitWebDriver') && findMiniBrowser();
  return [...(driver ? [] : ['webkit2gtk-driver']), ...(findProgram('Xvfb') ? [] : ['xvfb'])];
}
