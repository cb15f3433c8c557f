/** The accessibility check of whole pages as a reader has them: axe, light and dark. */
import axe from 'axe-core';
import type { Page } from 'playwright';
import { expect } from 'vitest';
import type { Reader } from './reader.js';

interface Found {
  violations: { id: string; nodes: { target: unknown; failureSummary?: string }[] }[];
  passes: unknown[];
}

/** Runs axe in a world of its own: the page's policy and its Trusted Types stay as they are. */
export async function runAxe(page: Page): Promise<Found> {
  const session = await page.context().newCDPSession(page);
  try {
    const { frameTree } = await session.send('Page.getFrameTree');
    const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', {
      frameId: frameTree.frame.id,
      worldName: 'axe',
    });
    const expression = `${axe.source}; axe.run(document, { resultTypes: ['violations'] })`;
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      contextId,
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as Found;
  } finally {
    await session.detach();
  }
}

/** No violation, light and dark. */
export async function expectAccessible({ page }: Reader, where: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations, passes } = await runAxe(page);
    expect(passes.length, `rules that axe could apply: ${where}`).toBeGreaterThan(10);
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ failureSummary }) => failureSummary).join('; ')}`,
    );
    expect(found, `${where}, ${colorScheme}`).toEqual([]);
  }
}
