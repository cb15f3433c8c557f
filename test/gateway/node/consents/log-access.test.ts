import { chmodSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isOneFile, logFileFaults } from '../../../../src/gateway/node/consents/log-access.js';
import { logFolder } from './support/log-folder.js';

function platform(name: NodeJS.Platform): void {
  const real = Object.getOwnPropertyDescriptor(process, 'platform')!;
  Object.defineProperty(process, 'platform', { ...real, value: name });
  onTestFinished(() => void Object.defineProperty(process, 'platform', real));
}

test('a log that everybody could change is refused, but not on Windows, whose rights are no modes', () => {
  const { file } = logFolder();
  writeFileSync(file, '');
  chmodSync(file, 0o666);
  expect(logFileFaults(file, 'consents')).toEqual(['its file can be written to by everybody (mode 0666)']);
  platform('win32');
  expect(logFileFaults(file, 'consents')).toEqual([]);
});

test('two paths of one file are one, by links and before it is made', () => {
  const { folder, file } = logFolder();
  const other = join(logFolder().folder, 'link');
  symlinkSync(folder, other);
  expect(isOneFile(file, join(other, 'consents.jsonl'))).toBe(true);
  expect(isOneFile(file, join(other, 'audit.jsonl'))).toBe(false);
  writeFileSync(file, '');
  expect(isOneFile(file, join(other, 'consents.jsonl'))).toBe(true);
});
