/** Limits that a gateway is given by who serves it: what counts in memory needs Node, which a gateway by itself does not. */
import type { LimitsPort } from '../base/ports.js';

type Take = (make: () => LimitsPort) => void;

const takers = new WeakMap<object, Take>();

/** Registers how a gateway takes limits. */
export function takesLimits(gateway: object, take: Take): void {
  takers.set(gateway, take);
}

/** Gives a gateway limits where it has none. One that the operator has wrapped gets none. */
export function giveLimits(gateway: object, make: () => LimitsPort): void {
  takers.get(gateway)?.(make);
}
