import type { RenderContext } from './render-context.js';

const deadlines = new WeakMap<object, number>();

/**
 * Returns the whole seconds left of a wait, and has the screen drawn again every second until it is over.
 *
 * @param occasion what the wait belongs to: it begins when that is first drawn
 * @param wait seconds
 */
export function remainingSeconds(occasion: object, wait: number, ui: RenderContext): number {
  const deadline = deadlines.get(occasion) ?? Date.now() + wait * 1000;
  deadlines.set(occasion, deadline);
  const seconds = Math.ceil((deadline - Date.now()) / 1000);
  if (seconds > 0) ui.redrawIn(1000);
  return Math.max(0, seconds);
}
