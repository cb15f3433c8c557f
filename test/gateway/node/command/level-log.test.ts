import { expect, test, vi } from 'vitest';
import { levelLog, logLevels } from '../../../../src/gateway/node/command/level-log.js';

test('lines up to the level are written, informing ones to stdout', () => {
  const written: [string, unknown][] = [];
  const spies = [
    vi.spyOn(console, 'error').mockImplementation((line) => void written.push(['error', line])),
    vi.spyOn(console, 'warn').mockImplementation((line) => void written.push(['warn', line])),
    vi.spyOn(process.stdout, 'write').mockImplementation((line) => written.push(['stdout', line]) > 0),
  ];
  const linesOf = (level: (typeof logLevels)[number]) => {
    written.length = 0;
    for (const each of logLevels) levelLog(level)({ level: each, event: 'problem' });
    return [...written];
  };
  const [error, warn] = (['error', 'warn'] as const).map((level) => [level, `{"level":"${level}","event":"problem"}`]);
  const found = [linesOf('error'), linesOf('warn'), linesOf('info')];
  for (const spy of spies) spy.mockRestore();
  expect(found).toEqual([[error], [error, warn], [error, warn, ['stdout', '{"level":"info","event":"problem"}\n']]]);
});
