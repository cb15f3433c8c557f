/** A disk that has no room: no half line stays, and the gateway comes back with what could not be written. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { appendLeftOut } from '../../../../scripts/run/left-out.js';
import { openConsentLog } from '../../../../src/gateway/node/consents/consent-log.js';
import { asking, outcome, pendingOf, register } from '../../support/consenting.js';
import { askedOf, idOf, idsOf, linesOf, logFolder, outcomeOf } from './support/log-folder.js';
import { startWriter } from './support/programs.js';

afterEach(() => vi.restoreAllMocks());

/** What every file handle inherits from: its methods can be replaced there. */
async function handles(folder: string): Promise<FileHandle> {
  const handle = await open(folder, 'r');
  const found = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  return found;
}

type Write = (this: FileHandle, bytes: Buffer, ...place: (number | undefined)[]) => Promise<{ bytesWritten: number }>;

/** Lets the disk take so many bytes of the next line; `meanwhile` runs before anything is done about it. */
async function takeOnly(folder: string, count: number, meanwhile: () => void = () => undefined): Promise<void> {
  const prototype = await handles(folder);
  const write = prototype.write as unknown as Write;
  let isShort = true;
  const replaced: Write = async function (bytes, ...place) {
    if (!isShort) return write.call(this, bytes, ...place);
    isShort = false;
    const done = await write.call(this, bytes.subarray(0, count), ...place);
    meanwhile();
    return done;
  };
  vi.spyOn(prototype, 'write').mockImplementation(replaced as never);
}

test.each([1, 30, 100])('a line of which %i bytes have room is refused, and nothing of it stays', async (count) => {
  const { folder, file, all } = logFolder();
  writeFileSync(file, linesOf(askedOf('before')), { mode: 0o600 });
  const log = await openConsentLog(file);
  await takeOnly(folder, count);
  await expect(log.write(askedOf('refused'))).rejects.toMatchObject({
    code: 'ENOSPC',
    message: expect.stringMatching(`${count} of \\d+ bytes could be written`) as string,
  });
  await log.write(askedOf('after'));
  expect(all()).toEqual([JSON.stringify(askedOf('before')), ' '.repeat(count - 1), JSON.stringify(askedOf('after'))]);
});

test('half a line is taken back without what another process has appended meanwhile', async () => {
  const { folder, file, all } = logFolder();
  const log = await openConsentLog(file);
  const other = linesOf(askedOf('other'));
  await takeOnly(folder, 100, () => appendFileSync(file, other));
  await expect(log.write(askedOf('refused'))).rejects.toMatchObject({ code: 'ENOSPC' });
  expect(idsOf(all())).toEqual([idOf('other')]);
});

test('a byte that another process has written behind is not taken for its own', async () => {
  const { folder, file } = logFolder();
  const log = await openConsentLog(file);
  const other = linesOf(askedOf('other'));
  await takeOnly(folder, 1, () => appendFileSync(file, other));
  await expect(log.write(askedOf('refused'))).rejects.toMatchObject({ code: 'ENOSPC' });
  expect(readFileSync(file, 'utf8')).toBe(`{${other}`);
});

test('half a line in a file that is moved away just then is left to it', async () => {
  const { folder, file } = logFolder();
  const log = await openConsentLog(file);
  await takeOnly(folder, 100, () => {
    renameSync(file, `${file}.1`);
    writeFileSync(file, linesOf(askedOf('new')));
  });
  await expect(log.write(askedOf('refused'))).rejects.toMatchObject({ code: 'ENOSPC' });
  expect(readFileSync(file, 'utf8')).toBe(linesOf(askedOf('new')));
});

test('a line that half of another’s stands in front of is written again, on a line of its own', async () => {
  const { folder, file, all } = logFolder();
  const log = await openConsentLog(file);
  const prototype = await handles(folder);
  const write = prototype.write as unknown as Write;
  let isFirst = true;
  const replaced: Write = function (bytes, ...place) {
    // A process that was killed before it could take this back.
    if (isFirst) appendFileSync(file, '{"phase":"asked","id":"ha');
    isFirst = false;
    return write.call(this, bytes, ...place);
  };
  vi.spyOn(prototype, 'write').mockImplementation(replaced as never);
  await log.write(askedOf('mine'));
  expect(all()).toEqual([
    `{"phase":"asked","id":"ha${JSON.stringify(askedOf('mine'))}`,
    JSON.stringify(askedOf('mine')),
  ]);
});

test('the kernel refuses what goes beyond the room: whole lines alone are there, and the count of them is right', async () => {
  const { file, all } = logFolder();
  const writer = await startWriter(file, 'w', { count: 60, limit: 8 });
  const { taken, said } = await writer.ended();
  expect(said).toMatch(/bytes could be written|EFBIG/);
  expect(taken.length).toBeGreaterThan(10);
  expect(taken.length).toBeLessThan(60);
  expect(idsOf(all())).toEqual(taken);
});

/** Mounts a file system in memory. Returns whether that is possible here. */
function mountSmall(folder: string, kib: number): boolean {
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kib}k,mode=0700`, 'tmpfs', folder]);
  if (status !== 0) {
    appendLeftOut('The consent log on a file system of its own that is full: it takes root to mount one.');
    return false;
  }
  onTestFinished(() => void spawnSync('umount', ['-l', folder]));
  return true;
}

test('a reader’s consent that a full disk refuses is told again, and is there once there is room', async () => {
  const { folder, file, all } = logFolder();
  const ballast = join(folder, 'ballast');
  const isMounted = mountSmall(folder, 64);
  const log = await openConsentLog(file);
  const fill = async () => {
    if (isMounted) fillUp(ballast);
    else await takeOnly(folder, 50);
  };
  const free = () => {
    if (isMounted) rmSync(ballast);
    else vi.restoreAllMocks();
  };
  const { news } = asking({}, { onConsent: log.write });
  await fill();
  expect(await register(news)).toMatchObject({ kind: 'session' });
  expect(news.log.filter(({ event }) => event === 'on-consent-failed').map(({ phase }) => phase)).toContain('asked');
  expect(pendingOf(news).length).toBeGreaterThan(0);
  // Every line that is there is whole.
  idsOf(all());
  free();
  news.clock.now += 31_000;
  await news.get('session');
  expect(pendingOf(news)).toEqual([]);
  const events = all()
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as { phase: string; id: string });
  expect(events.map(({ phase }) => phase).sort()).toEqual(['asked', 'outcome']);
  expect(events.find(({ phase }) => phase === 'outcome')).toEqual({ ...outcome, stored: true });
  expect(new Set(events.map(({ id }) => id)).size).toBe(1);
});

/** Fills a file system but for a few bytes in the last page of the log. */
function fillUp(path: string): void {
  const piece = Buffer.alloc(1024);
  try {
    for (;;) appendFileSync(path, piece);
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOSPC' });
  }
}

test('on a full file system, lines are whole or not there, however often it is tried', async () => {
  const { folder, file, all } = logFolder();
  if (!mountSmall(folder, 64)) return;
  const log = await openConsentLog(file);
  await log.write(askedOf('first'));
  fillUp(join(folder, 'ballast'));
  const taken = [idOf('first')];
  let refused = 0;
  for (let number = 0; number < 40; number += 1) {
    const event = outcomeOf(number, '4711');
    await log.write(event).then(
      () => taken.push(event.id),
      () => (refused += 1),
    );
  }
  expect(refused).toBeGreaterThan(0);
  expect(idsOf(all())).toEqual(taken);
  rmSync(join(folder, 'ballast'));
  await log.write(askedOf('again'));
  expect(idsOf(all())).toEqual([...taken, idOf('again')]);
});
