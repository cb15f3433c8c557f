/** Leaves exchanges between gateway and simulator where `scripts/check-contract.ts` finds them. */
import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import type { Exchange } from '../../src/testing/exchange-recorder.js';
import { exchangeLine } from './exchange-line.js';
import { exchangesDir } from '../run/paths.js';

/** A receiver of exchanges that appends them to a file of its own in a directory. */
export function recordTo(directory = exchangesDir): (exchange: Exchange) => void {
  mkdirSync(directory, { recursive: true });
  const file = `${directory}/${randomUUID()}.jsonl`;
  return (exchange) => appendFileSync(file, exchangeLine(exchange));
}
