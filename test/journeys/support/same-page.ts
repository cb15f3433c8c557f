import type { Page } from 'playwright';
import { expect } from 'vitest';

/** Marks the page, so that a reload would be noticed. */
export const markPage = ({ page }: { page: Page }): Promise<void> =>
  page.evaluate(() => document.documentElement.setAttribute('data-same', 'yes'));
/** The page is still the one that was marked. */
export const expectSamePage = async ({ page }: { page: Page }): Promise<void> =>
  expect(await page.evaluate(() => document.documentElement.getAttribute('data-same')), 'the page was left').toBe(
    'yes',
  );
