/** What log rotation, a gateway and the file system do at the very moment that matters. */
import { constants, linkSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { askedOf, idOf, linesOf, logFolder, outcomeOf, textOf } from './support/log-folder.js';
import { runHere } from './support/run-here.js';

type Step = 'lstat' | 'stat' | 'open' | 'rename' | 'link';
const { before, after } = vi.hoisted(() => ({
  /** Runs just before, or after, a step on a path. */
  before: new Map<Step, (path: string, how: unknown) => void>(),
  after: new Map<Step, (path: string, how: unknown) => void>(),
}));
vi.mock(import('node:fs/promises'), async (original) => {
  const real = await original();
  const around =
    <A extends unknown[], R>(step: Step, work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      const [path, how] = args as unknown as [string, unknown];
      before.get(step)?.(path, how);
      const done = await work(...args);
      after.get(step)?.(path, how);
      return done;
    };
  return {
    ...real,
    lstat: around('lstat', real.lstat as () => Promise<unknown>) as unknown as typeof real.lstat,
    stat: around('stat', real.stat as () => Promise<unknown>) as unknown as typeof real.stat,
    open: around('open', real.open as () => Promise<unknown>) as unknown as typeof real.open,
    rename: around('rename', real.rename),
    link: around('link', real.link),
  };
});
afterEach(() => {
  before.clear();
  after.clear();
});

// Modules that an earlier file of this worker has loaded have the real steps.
vi.resetModules();
const { runGatewayCommand } = await import('../../../../src/gateway/node/cli-run.js');
const { openConsentLog } = await import('../../../../src/gateway/node/consents/consent-log.js');

/** `work`, the first time that it is called for a path. */
function onceAt(wanted: string, work: () => void) {
  let isDone = false;
  return (path: string) => {
    if (isDone || path !== wanted) return;
    isDone = true;
    work();
  };
}
const refuse = (code: string) => () => {
  throw Object.assign(new Error(`${code}: refused`), { code });
};

const here = runHere(runGatewayCommand);
const run = (...args: string[]) => here(args);
const [ada, bob] = [linesOf(outcomeOf('ada', '4711')), linesOf(outcomeOf('bob', '23'))];

function written() {
  const found = logFolder();
  writeFileSync(found.file, ada + bob, { mode: 0o600 });
  const log = ['--log', found.file];
  return {
    ...found,
    exported: () => run('export', '--customer', '4711', ...log),
    erase: (...more: string[]) => run('erase', '--customer', '4711', ...more, ...log),
  };
}

test('a file that is moved away between the look and the opening is read by its new name', async () => {
  const { file, exported } = written();
  after.set(
    'lstat',
    onceAt(file, () => renameSync(file, `${file}.1`)),
  );
  expect(await exported()).toEqual({ code: 0, stdout: ada, stderr: '' });
});

test('a file that is moved away between the list and the look is read by its new name', async () => {
  const { file, exported } = written();
  before.set(
    'lstat',
    onceAt(file, () => renameSync(file, `${file}.1`)),
  );
  expect(await exported()).toEqual({ code: 0, stdout: ada, stderr: '' });
});

test('files that are moved again and again fail the command, which says so', async () => {
  const { file, exported } = written();
  let name = file;
  before.set('lstat', () => {
    const next = `${file}.${Number(name.slice(file.length + 1)) + 1}`;
    renameSync(name, next);
    name = next;
  });
  expect(await exported()).toMatchObject({
    code: 1,
    stderr: `${file}: its files are moved again and again; try again\n`,
  });
});

test('a link that is put in its place then is not followed', async () => {
  const { file, exported } = written();
  const elsewhere = join(logFolder().folder, 'target');
  writeFileSync(elsewhere, linesOf(outcomeOf('eve', '4711')));
  after.set(
    'lstat',
    onceAt(file, () => {
      renameSync(file, `${file}.1`);
      symlinkSync(elsewhere, file);
    }),
  );
  expect(await exported()).toEqual({ code: 0, stdout: ada, stderr: '' });
});

test('a file that takes the name of another one meanwhile is not read twice', async () => {
  const { file, exported } = written();
  writeFileSync(`${file}.1`, ada + bob);
  const looked: string[] = [];
  after.set('lstat', (path) => {
    looked.push(path);
    if (looked.length !== 2) return;
    // Of the two, the one that was opened first is now the other, too.
    rmSync(path);
    linkSync(looked[0]!, path);
  });
  expect((await exported()).stdout).toBe(ada);
});

test('a file that may not be opened fails the command, which says so', async () => {
  const { file, exported } = written();
  before.set('open', refuse('EACCES'));
  expect(await exported()).toMatchObject({ code: 1, stderr: expect.stringContaining('EACCES') as string });
  before.clear();
  expect((await run('export', '--customer', '4711', '--log', join(file, 'inside'))).stderr).toContain('ENOTDIR');
});

test('a file that rotation takes away under the erasure is erased where it is now', async () => {
  const { file, erase, all } = written();
  before.set(
    'rename',
    onceAt(file, () => renameSync(file, `${file}.1`)),
  );
  expect(await erase()).toMatchObject({ code: 0, stderr: '' });
  expect(textOf(`${file}.1`)).toBe(bob);
  expect(all().join('\n')).not.toContain('4711');
});

test('a file that a gateway has made meanwhile is left to it, and the kept lines stand beside it', async () => {
  const { file, erase, all, names } = written();
  const [later] = [linesOf(outcomeOf('later', '23'))];
  after.set(
    'rename',
    onceAt(file, () => writeFileSync(file, later)),
  );
  expect(await erase('--reference', 'DSR-1')).toMatchObject({ code: 0, stderr: '' });
  expect(textOf(file)).toContain(later);
  expect(all().filter((line) => line.includes(idOf('bob')))).toHaveLength(1);
  expect(names()).toHaveLength(2);
});

test.each([['rename'], ['link']] as const)('where the file system refuses to %s, every line stays', async (step) => {
  const { erase, all } = written();
  before.set(step, refuse('EPERM'));
  const { code, stderr } = await erase();
  expect([code, stderr]).toEqual([1, expect.stringContaining('EPERM')]);
  expect(all().join('\n')).toContain((ada + bob).trim());
});

test('where the old file cannot be put back either, the message says where it is', async () => {
  const { file, erase, all, names } = written();
  before.set('link', refuse('EPERM'));
  const { stderr } = await erase();
  const aside = names().find((name) => name.includes('.aside-'));
  expect(stderr).toContain(`${file}: EPERM: refused; it is now ${file.replace('consents.jsonl', aside ?? '-')}`);
  expect(all().join('\n')).toContain('4711');
});

test('a note that finds the log moved away again and again is told, with its text', async () => {
  const { file, erase } = written();
  let moved = 0;
  after.set('open', (path, how) => {
    // The note alone is appended.
    if (path !== file || (Number(how) & constants.O_APPEND) === 0) return;
    moved += 1;
    renameSync(file, `${file}.${moved}`);
  });
  const { code, stderr } = await erase('--reference', 'DSR-2');
  expect(code).toBe(1);
  expect(stderr).toMatch(/the note of the erasure could not be written: \{"phase":"erased".*"reference":"DSR-2"\}/);
  expect(moved).toBe(5);
});

test('an export is in the order of the choices, whatever file they are in', async () => {
  const { file, folder } = logFolder();
  const of = (name: string, at: string) => linesOf(outcomeOf(name, '4711', { at }));
  const [first, second, third] = [1, 2, 3].map((day) => of(`d${day}`, `2026-05-0${day}T00:00:00.000Z`));
  const { at: _at, ...timeless } = outcomeOf('none', '4711');
  writeFileSync(join(folder, 'consents.jsonl.1'), `${third}${first}`);
  writeFileSync(file, `${second}${linesOf(timeless)}`);
  expect((await run('export', '--customer', '4711', '--log', file)).stdout).toBe(
    [linesOf(timeless), first, second, third].join(''),
  );
});

test('a lock that cannot be made fails the command, and one that is being taken over is named', async () => {
  expect((await run('erase', '--customer', '1', '--log', '/nowhere/at/all.jsonl')).stderr).toContain('ENOENT');
  const { file, erase } = written();
  writeFileSync(`${file}.lock`, `${process.pid} ${hostname()}\n`);
  writeFileSync(`${file}.taken-over.lock`, '');
  const { code, stderr } = await erase();
  expect(code).toBe(1);
  expect(stderr).toContain(`delete this file, and ${file}.taken-over.lock`);
  expect(textOf(file)).toBe(ada + bob);
});

test('what is cut off while the log still looks after an earlier cut is written again at a stop', async () => {
  const { file } = logFolder();
  const consents = await openConsentLog(file, () => undefined);
  await consents.write(askedOf('one'));
  truncateSync(file);
  await new Promise<void>((resolve, reject) =>
    // The last thing that a look does: it has found its line in its place.
    after.set(
      'stat',
      onceAt(file, () => {
        truncateSync(file);
        consents.close().then(resolve, reject);
      }),
    ),
  );
  expect(textOf(file)).toContain(idOf('one'));
});
