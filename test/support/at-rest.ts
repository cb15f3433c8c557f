/** For tests of what does not happen: the moment at which it would have happened. */

/** A task of its own: whatever was queued before, promises included, has run. */
export const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
const frame = (): Promise<unknown> => new Promise(requestAnimationFrame);

/**
 * Waits until the page has done all that follows from what was done to it: promises, tasks and drawing, and what these set going
 * in turn. A slow machine takes longer for both; no clock is asked. What waits for a network or for another tab needs a
 * condition of its own.
 */
export async function atRest(): Promise<void> {
  for (const next of [frame, nextTask, frame, nextTask, frame, nextTask]) await next();
}
