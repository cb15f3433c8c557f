/** Log rotation, several instances and an erasure, all while events are written: no event that was taken may be missing. */
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { appendLeftOut } from '../../../../scripts/run/left-out.js';
import { root } from '../../../../scripts/run/paths.js';
import { findProgram } from '../../../../scripts/run/programs.js';
import type { LogEvent } from '../../../../src/gateway/index.js';
import { openConsentLog } from '../../../../src/gateway/node/consents/consent-log.js';
import { untilPasses } from '../../../support/until.js';
import { askedOf, idOf, idsOf, linesOf, logFolder, outcomeOf } from './support/log-folder.js';
import { runConsents, startWriter } from './support/programs.js';

const missingOf = (taken: readonly string[], lines: readonly string[]) => {
  const found = new Set(idsOf(lines));
  return taken.filter((id) => !found.has(id));
};

test('two instances write to one file, which is moved away again and again: every event that was taken is there', async () => {
  const { folder, file, all } = logFolder();
  const writers = await Promise.all(['a', 'b'].map((name) => startWriter(file, name)));
  for (let number = 1; number <= 8; number += 1) {
    await Promise.all(writers.map((writer) => writer.untilTaken(number * 40)));
    renameSync(file, join(folder, `consents.jsonl.${number}`));
    // As `create` does it, half of the time.
    if (number % 2) writeFileSync(file, '', { mode: 0o600, flag: 'a' });
  }
  const ended = await Promise.all(writers.map((writer) => writer.stop()));
  const taken = ended.flatMap((each) => each.taken);
  expect(ended.map(({ said }) => said)).toEqual(['', '']);
  expect(taken.length).toBeGreaterThan(600);
  expect(missingOf(taken, all())).toEqual([]);
});

test('an erasure while two instances write takes out what it should, and nothing else', async () => {
  const { file, all } = logFolder();
  writeFileSync(`${file}.1`, linesOf(askedOf('ada'), askedOf('bob')), { mode: 0o600 });
  writeFileSync(file, linesOf(outcomeOf('ada', '4711'), outcomeOf('bob', '23')), { mode: 0o600 });
  const writers = await Promise.all(['a', 'b'].map((name) => startWriter(file, name)));
  await Promise.all(writers.map((writer) => writer.untilTaken(50)));
  for (const customer of ['4711', '23']) {
    const done = await runConsents(['erase', '--customer', customer, '--log', file]);
    expect([done.code, done.stderr]).toEqual([0, '']);
    expect(done.stdout).toContain('Taken out: 2 lines of 2 files');
  }
  const before = writers.map((writer) => writer.taken().length);
  await Promise.all(writers.map((writer, index) => writer.untilTaken((before[index] ?? 0) + 50)));
  const ended = await Promise.all(writers.map((writer) => writer.stop()));
  expect(ended.map(({ said }) => said)).toEqual(['', '']);
  const lines = all();
  const notes = lines.filter((line) => line.includes('"phase":"erased"'));
  expect(notes).toHaveLength(2);
  const events = lines.filter((line) => !notes.includes(line));
  expect(
    missingOf(
      ended.flatMap((each) => each.taken),
      events,
    ),
  ).toEqual([]);
  expect(events.join('\n')).not.toMatch(/4711|"23"|_ada|_bob/);
});

/** Runs the real logrotate once. Returns whether there is one here. */
function logrotate(folder: string, rules: string): boolean {
  const program = findProgram('logrotate', `${process.env['PATH']}:/usr/sbin`);
  if (!program) {
    appendLeftOut('Rotation of the consent log by logrotate itself: it is not installed.');
    return false;
  }
  const config = join(folder, 'rotate.conf');
  writeFileSync(config, `"${join(folder, 'log', 'consents.jsonl')}" {\n${rules}\n}\n`, { mode: 0o644 });
  const { status, stderr } = spawnSync(program, ['-f', '-s', join(folder, 'state'), config]);
  expect([status, stderr.toString()]).toEqual([0, '']);
  return true;
}

test('logrotate with create and compress loses nothing, and export reads what it leaves', async () => {
  const { folder } = logFolder();
  mkdirSync(join(folder, 'log'), { mode: 0o700 });
  const { file, all, names } = logFolder(join(folder, 'log'));
  const page = readFileSync(join(root, 'docs/consent-log.md'), 'utf8');
  const shown = /\/var\/lib\/\S+consents\.jsonl \{\n([^}]+)\}\n/.exec(page) ?? [];
  expect(readFileSync(join(root, 'deploy/logrotate/sso-elements'), 'utf8')).toContain(shown[0]);
  // The user of the page is not there.
  const documented = shown[1]?.replace(/^ *su .*\n/m, '').replace(' sso-elements sso-elements', '') ?? '';
  expect(documented).toContain('create 0600\n');
  const rules = 'rotate 20\ncompress\ndelaycompress\ncreate 0600\nmissingok';
  const writer = await startWriter(file, 'w');
  for (let number = 1; number <= 4; number += 1) {
    await writer.untilTaken(number * 40);
    if (!logrotate(folder, number === 1 ? documented : rules)) return;
  }
  const { taken, said } = await writer.stop();
  expect(said).toBe('');
  expect(missingOf(taken, all())).toEqual([]);
  expect(names()).toEqual(
    expect.arrayContaining(['consents.jsonl.1', 'consents.jsonl.2.gz', expect.stringMatching(/jsonl-\d{8}$/)]),
  );
  const first = taken[0] ?? '';
  const { code, stdout } = await runConsents(['export', '--id', first, '--log', file]);
  expect([code, idsOf(stdout.split('\n'))]).toEqual([0, [first]]);
});

/** Cuts a file as `copytruncate` does: what comes between copy and cut is in neither. */
function copyAndCut(file: string, copy: string, meanwhile: () => void = () => undefined): void {
  copyFileSync(file, copy);
  meanwhile();
  truncateSync(file);
}

test('what copytruncate cuts off without a copy is written again with the next event, and logged', async () => {
  const { file, all } = logFolder();
  const log: LogEvent[] = [];
  const consents = await openConsentLog(file, (event) => log.push(event));
  await consents.write(askedOf('before'));
  copyFileSync(file, `${file}.1`);
  await consents.write(askedOf('between'));
  truncateSync(file);
  await consents.write(askedOf('after'));
  expect(missingOf(['before', 'between', 'after'].map(idOf), all())).toEqual([]);
  expect(log).toEqual([{ level: 'error', event: 'consent-log-truncated', lines: 2 }]);
  await consents.write(askedOf('later'));
  await consents.close();
  expect(log).toHaveLength(1);
});

test('without a next event it is written again all the same, and at a stop at the latest', async () => {
  const { file, all } = logFolder();
  const log: LogEvent[] = [];
  const consents = await openConsentLog(file, (event) => log.push(event));
  await consents.write(askedOf('one'));
  truncateSync(file);
  await untilPasses(() => expect(idsOf(all())).toEqual([idOf('one')]));
  truncateSync(file);
  await consents.close();
  expect(idsOf(all())).toEqual([idOf('one')]);
  expect(log).toHaveLength(2);
});

test('copytruncate again and again beside an instance that writes loses nothing', async () => {
  const { file, all } = logFolder();
  const writer = await startWriter(file, 'w');
  for (let number = 1; number <= 6; number += 1) {
    await writer.untilTaken(number * 30);
    copyAndCut(file, `${file}.${number}`, () => spawnSync('true'));
  }
  const { taken } = await writer.stop();
  // A copy may end in the middle of a line.
  const lines = all().filter((line) => !line || line.endsWith('}'));
  expect(missingOf(taken, lines)).toEqual([]);
});

test('what was moved away is not written again, nor what is older than a minute', async () => {
  const { file, all } = logFolder();
  const consents = await openConsentLog(file, (event) => expect(event).toBeUndefined());
  await consents.write(askedOf('one'));
  renameSync(file, `${file}.1`);
  await consents.write(askedOf('two'));
  expect(idsOf(all()).sort()).toEqual([idOf('one'), idOf('two')].sort());
  const now = performance.now();
  const clock = vi.spyOn(performance, 'now').mockReturnValue(now + 61_000);
  truncateSync(file);
  await consents.write(askedOf('three'));
  clock.mockRestore();
  expect(idsOf(all()).sort()).toEqual([idOf('one'), idOf('three')].sort());
  await consents.close();
});

test('a file that is moved at each attempt is told, so that the gateway comes back', async () => {
  const { folder, file } = logFolder();
  const consents = await openConsentLog(file);
  const { open } = await import('node:fs/promises');
  const handle = await open(folder, 'r');
  const prototype = Object.getPrototypeOf(handle) as typeof handle;
  await handle.close();
  const { sync } = prototype;
  let number = 0;
  const moving = vi.spyOn(prototype, 'sync').mockImplementation(async function (this: typeof handle) {
    await sync.call(this);
    number += 1;
    rmSync(file, { force: true });
  });
  await expect(consents.write(askedOf('one'))).rejects.toThrow('was moved or cut at each of 5 attempts');
  moving.mockRestore();
  expect(number).toBeGreaterThan(4);
  await consents.write(askedOf('one'));
  expect(idsOf(readFileSync(file, 'utf8').split('\n'))).toEqual([idOf('one')]);
});

test('a process that is killed in the middle leaves whole lines, and the next one begins its own', async () => {
  const { file, all } = logFolder();
  const writer = await startWriter(file, 'w');
  await writer.untilTaken(40);
  const { taken } = await writer.stop('SIGKILL');
  appendFileSync(file, '{"phase":"asked","id":"ha');
  const consents = await openConsentLog(file);
  await consents.write(askedOf('next'));
  const lines = all();
  expect(lines.at(-2)).toBe('{"phase":"asked","id":"ha');
  expect(missingOf([...taken, idOf('next')], [...lines.slice(0, -2), ...lines.slice(-1)])).toEqual([]);
});

test('events that wait for a disk that hangs are bounded, and those beyond are told', async () => {
  const { file } = logFolder();
  const consents = await openConsentLog(file);
  const written = Array.from({ length: 1200 }, (_, number) => consents.write(askedOf(number)));
  const results = await Promise.allSettled(written);
  const refused = results.filter(({ status }) => status === 'rejected');
  expect(refused.length).toBeGreaterThan(100);
  expect(refused[0]).toMatchObject({ reason: { message: `${file}: 1000 events wait for the disk` } });
  expect(idsOf(readFileSync(file, 'utf8').split('\n'))).toHaveLength(1200 - refused.length);
});

test.each([
  ['file', 0o602, 'its file can be written to by everybody (mode 0602)'],
  ['folder', 0o707, 'its folder can be written to by everybody (mode 0707)'],
  ['folder', 0o1777, 'its folder can be written to by everybody (mode 01777)'],
] as const)('a %s of mode %o is refused at the start', async (what, mode, said) => {
  const { folder, file } = logFolder();
  writeFileSync(file, '', { mode: 0o600 });
  chmodSync(what === 'file' ? file : folder, mode);
  await expect(openConsentLog(file)).rejects.toThrow(said);
  chmodSync(folder, 0o700);
});

test('what others may read, or a group may write, is logged once for each file; the umask opens nothing', async () => {
  const { folder, file } = logFolder();
  const log: LogEvent[] = [];
  const before = process.umask(0);
  const consents = await openConsentLog(file, (event) => log.push(event)).finally(() => process.umask(before));
  expect([statSync(file).mode & 0o777, log]).toEqual([0o600, []]);
  renameSync(file, `${file}.1`);
  writeFileSync(file, '');
  chmodSync(file, 0o644);
  chmodSync(folder, 0o770);
  await consents.write(askedOf('one'));
  await consents.write(askedOf('two'));
  expect(log).toEqual([
    { level: 'warn', event: 'consent-log-exposed', what: 'folder', how: 'group-writes', mode: '0770' },
    { level: 'warn', event: 'consent-log-exposed', what: 'file', how: 'others-read', mode: '0644' },
  ]);
  renameSync(file, `${file}.2`);
  writeFileSync(file, '');
  chmodSync(file, 0o666);
  await consents.write(askedOf('three'));
  expect(log.at(-1)).toEqual({
    level: 'error',
    event: 'consent-log-exposed',
    what: 'file',
    how: 'everybody-writes',
    mode: '0666',
  });
});

test('what is no regular file is refused', async () => {
  await expect(openConsentLog('/dev/full')).rejects.toThrow('/dev/full: is no regular file');
});
