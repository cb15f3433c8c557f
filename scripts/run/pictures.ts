/** How the browser project compares pictures, and what it cannot do from inside the page. */
import type { BrowserCommand } from 'vitest/node';
import type {} from '@vitest/browser-playwright';
import type { Page } from 'playwright';
import { appendLeftOut, readLeftOut } from './left-out.js';

type Media = Parameters<Page['emulateMedia']>[0];

/** Sets what media queries find, until they are set to `null`. */
const emulateMedia: BrowserCommand<[Media]> = ({ page }, media) => page.emulateMedia(media);
/** Gives the window around the test's frame this size: Vitest shrinks a frame that does not fit. */
const resizeWindow: BrowserCommand<[width: number, height: number]> = ({ page }, width, height) =>
  page.setViewportSize({ width, height });
/** Notes a part of the suite that cannot run here, for the end of the run. */
const leaveOut: BrowserCommand<[string]> = (_, part) => appendLeftOut(part);

/** What this run has noted so far. */
const leftOut: BrowserCommand = () => readLeftOut();

export const pictureCommands = { emulateMedia, resizeWindow, leaveOut, leftOut };

/** Where the pictures are, and where those of a comparison that failed go. */
export const pictureOptions = {
  comparatorName: 'pixelmatch',
  // How far the colour of a pixel may be off, of 1; pixels at the edge of a letter are not counted.
  comparatorOptions: { threshold: 0.05, allowedMismatchedPixelRatio: 0.002 },
  // A bound against a picture that never comes to rest, below the time that Vitest gives itself to end: it leaves the timer running.
  timeout: 8000,
  resolveScreenshotPath: ({ root, arg, ext }: { root: string; arg: string; ext: string }) =>
    `${root}/test/pictures/references/${arg}${ext}`,
  resolveDiffPath: ({ root, arg, ext, testName }: { root: string; arg: string; ext: string; testName: string }) =>
    `${root}/reports/pictures/${testName}/${arg}${ext}`,
} as const;

declare module 'vitest/browser' {
  interface BrowserCommands {
    emulateMedia: (media: Media) => Promise<void>;
    resizeWindow: (width: number, height: number) => Promise<void>;
    leaveOut: (part: string) => Promise<void>;
    leftOut: () => Promise<string[]>;
  }
}
