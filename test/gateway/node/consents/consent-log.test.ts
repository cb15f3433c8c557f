import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ofAudit, openConsentLog } from '../../../../src/gateway/node/consents/consent-log.js';
import { distinctConsent } from '../../../../src/gateway/node/consents/append-lines.js';
import type { AuditEvent, ConsentEvent } from '../../../../src/gateway/index.js';
import { until } from '../../../support/until.js';
import { credentials, error, site } from '../../support/harness.js';

let [folder, file] = ['', ''];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'consent-log-'));
  file = join(folder, 'consents.jsonl');
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const event = (id: string): ConsentEvent => ({
  phase: 'asked',
  id,
  hash: 'h'.repeat(43),
  choice: true,
  language: 'de',
  at: '2026-05-04T10:00:00.000Z',
  wording: 'Ja, „Post“\nund mehr',
});
const lines = (path = file) => readFileSync(path, 'utf8').split('\n');
const read = (path = file) =>
  lines(path)
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as ConsentEvent).id);

test('each event is a line of its own, word for word, after what was there', async () => {
  appendFileSync(file, '{"id":"before"}\n');
  const log = await openConsentLog(file);
  await log.write(event('one'));
  await log.write(event('two'));
  expect(lines()).toEqual(['{"id":"before"}', JSON.stringify(event('one')), JSON.stringify(event('two')), '']);
});

test('nobody else may read a new file', async () => {
  const log = await openConsentLog(file);
  await log.write(event('one'));
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('events at the same time do not mix', async () => {
  const log = await openConsentLog(file);
  const ids = Array.from({ length: 50 }, (_, n) => String(n));
  await Promise.all(ids.map((id) => log.write(event(id))));
  expect(read()).toEqual(ids);
});

test('what a crash left unfinished does not spoil the line after it', async () => {
  appendFileSync(file, '{"id":"whole"}\n{"id":"ha');
  const log = await openConsentLog(file);
  await log.write(event('next'));
  expect(lines().slice(1)).toEqual(['{"id":"ha', JSON.stringify(event('next')), '']);
});

test('a file that was moved away is begun anew', async () => {
  const log = await openConsentLog(file);
  await log.write(event('one'));
  renameSync(file, `${file}.1`);
  await log.write(event('two'));
  expect([read(`${file}.1`), read()]).toEqual([['one'], ['two']]);
});

/** What every file handle inherits from: its methods can be watched there. */
async function handles(): Promise<FileHandle> {
  const handle = await open(folder, 'r');
  const found = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  return found;
}

test('an event counts as written once it is on the disk, not before', async () => {
  const prototype = await handles();
  const log = await openConsentLog(file);
  await log.write(event('before'));
  const order: string[] = [];
  const { sync } = prototype;
  vi.spyOn(prototype, 'sync').mockImplementation(async function (this: FileHandle) {
    order.push(`sync after ${read().length}`);
    await sync.call(this);
    order.push('synced');
  });
  await log.write(event('one')).then(() => order.push('resolved'));
  expect(order).toEqual(['sync after 2', 'synced', 'resolved']);
});

test('a disk that fails rejects, and the next event is written all the same', async () => {
  const prototype = await handles();
  const log = await openConsentLog(file);
  const failing = vi.spyOn(prototype, 'sync').mockRejectedValue(new Error('EIO'));
  await expect(log.write(event('one'))).rejects.toThrow('EIO');
  failing.mockRestore();
  await log.write(event('two'));
  expect(read().at(-1)).toBe('two');
});

test.each(['a folder', 'no folder for it'])('%s in place of the file is refused at once', async (what) => {
  if (what === 'a folder') mkdirSync(file);
  const path = what === 'a folder' ? file : join(folder, 'none', 'consents.jsonl');
  await expect(openConsentLog(path)).rejects.toThrow(path);
});

test('a file that may only be read is refused at once', async () => {
  appendFileSync(file, '');
  chmodSync(file, 0o400);
  // Root may write everything.
  if (process.getuid?.() === 0) await expect(openConsentLog(file)).resolves.toHaveProperty('write');
  else await expect(openConsentLog(file)).rejects.toThrow('EACCES');
});

test('a disk that hangs does not hold up the end of the process', async () => {
  const prototype = await handles();
  const log = await openConsentLog(file);
  let goOn: () => void = () => undefined;
  const hanging = new Promise<void>((resolve) => (goOn = resolve));
  vi.spyOn(prototype, 'sync').mockReturnValue(hanging);
  let isTaken = false;
  const taken = log.write(event('one')).then(() => (isTaken = true));
  await log.close();
  expect(isTaken).toBe(false);
  goOn();
  await taken;
});

test('what tells a line from others stands in its first bytes', async () => {
  const audited: AuditEvent[] = [];
  const news = site({ '/processes/login/verify': () => error(401) }, { onAudit: (found) => void audited.push(found) });
  await news.post('login/start', credentials);
  const [refused] = await until(() => (audited.length > 0 ? audited : undefined));
  expect(refused).toHaveProperty('reference');
  for (const [line, distinct, own] of [
    [JSON.stringify(refused), ofAudit.distinct, String((refused as { reference?: string }).reference)],
    [JSON.stringify(event('the-id-12345')), distinctConsent, 'the-id-12345'],
  ] as const)
    expect(line.slice(0, distinct)).toContain(own);
});
