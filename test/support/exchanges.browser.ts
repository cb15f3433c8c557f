/** The browser's side of `exchanges.ts`: a page writes files through Vitest. */
import { commands } from 'vitest/browser';
import { afterAll } from 'vitest';
import type { Exchange } from '../../src/testing/index.js';
import { exchangeLine } from '../../scripts/contract/exchange-line.js';

/** A receiver of exchanges that leaves them, after the last test of the file, where `exchanges.ts` does by default. */
export function recordFromPage(): (exchange: Exchange) => void {
  const lines: string[] = [];
  // Vitest takes the path from the project's root.
  afterAll(() => commands.writeFile(`.tmp/exchanges/${crypto.randomUUID()}.jsonl`, lines.join('')));
  return (exchange) => lines.push(exchangeLine(exchange));
}
