/** The default timer: this process's. A wait keeps the process no longer than it lasts. */
import type { TimerPort } from '../base/ports.js';

export const processTimer: TimerPort = {
  now: () => performance.now(),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, Math.ceil(milliseconds))),
};
