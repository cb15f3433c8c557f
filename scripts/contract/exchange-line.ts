/** Exchanges between gateway and hosted API as lines of the `.jsonl` files that `scripts/check-contract.ts` reads. */
import type { Exchange } from '../../src/testing/exchange-recorder.js';

/** Returns an exchange as a line of a `.jsonl` file, line break included. */
export const exchangeLine = (exchange: Exchange): string => `${JSON.stringify(exchange)}\n`;
