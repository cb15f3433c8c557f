import type { RenderContext } from './render-context.js';

const deadlines = new WeakMap<object, number>();

/** Whole seconds that are left of a wait, from when its occasion is first drawn. Draws itself again every second. */
export function remainingSeconds(occasion: object, wait: number, ui: RenderContext): number {
  const deadline = deadlines.get(occasion) ?? Date.now() + wait * 1000;
  deadlines.set(occasion, deadline);
  const seconds = Math.ceil((deadline - Date.now()) / 1000);
  if (seconds > 0) ui.redrawIn(1000);
  return Math.max(0, seconds);
}
