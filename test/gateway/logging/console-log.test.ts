/** What the console gets where the operator gives no log. */
import { expect, test, vi } from 'vitest';
import { consoleLog } from '../../../src/gateway/base/log.js';

test('the console gets warnings and errors alone, each with its time', () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue(undefined);
  const error = vi.spyOn(console, 'error').mockReturnValue(undefined);
  consoleLog({ level: 'info', event: 'call' });
  consoleLog({ level: 'warn', event: 'store-failed' });
  consoleLog({ level: 'error', event: 'server-failed', time: '2026-01-02T03:04:05.678Z' });
  const written = [...warn.mock.calls, ...error.mock.calls].map(([line]) => JSON.parse(String(line)) as object);
  expect(written).toEqual([
    { time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string, level: 'warn', event: 'store-failed' },
    { time: '2026-01-02T03:04:05.678Z', level: 'error', event: 'server-failed' },
  ]);
});
