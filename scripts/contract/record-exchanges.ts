/** Records exchanges between gateway and simulator for `scripts/check-contract.ts`. */
import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import type { Exchange } from '../../src/testing/exchange-recorder.js';
import { exchangeLine } from './exchange-line.js';
import { exchangesDir } from '../run/paths.js';

/** Returns a function that appends exchanges to a new file in the directory. */
export function recordTo(directory = exchangesDir): (exchange: Exchange) => void {
  mkdirSync(directory, { recursive: true });
  const file = `${directory}/${randomUUID()}.jsonl`;
  return (exchange) => appendFileSync(file, exchangeLine(exchange));
}
