/** Pages of the site that a test has changed on their way to the browser. */
import type { Page } from 'playwright';
import { expect } from 'vitest';

/**
 * Rewrites the site's pages of a path.
 *
 * @param edits what stands in the page → what is put there; each has to be found
 * @param policy makes the policy of the page from the one that it has; it has to differ. Absent: the page keeps its own
 */
export async function rewritePages(
  page: Page,
  path: string,
  edits: readonly (readonly [string, string])[],
  policy?: (before: string) => string,
): Promise<void> {
  await page.route(`**${path}?*`, async (route) => {
    const response = await route.fetch();
    const headers = response.headers();
    if (policy) {
      const before = headers['content-security-policy'] ?? '';
      headers['content-security-policy'] = policy(before);
      expect(headers['content-security-policy']).not.toBe(before);
    }
    const body = edits.reduce(
      (html, [part, by]) => {
        expect(html).toContain(part);
        return html.replace(part, by);
      },
      await response.text(),
    );
    await route.fulfill({ status: response.status(), headers, body });
  });
}
