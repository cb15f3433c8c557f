/** `sso-elements-gateway consents`, as a process of its own over real files. */
import {
  appendFileSync,
  chmodSync,
  chownSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { runGatewayCommand } from '../../../../src/gateway/node/cli-run.js';
import { askedOf, idOf, linesOf, logFolder, outcomeOf, textOf } from './support/log-folder.js';
import { runConsents } from './support/programs.js';
import { runHere } from './support/run-here.js';

/** Ada's choice is spread over all files; Bob's lies between; somebody left without an outcome. */
function spread() {
  const found = logFolder();
  const { folder, file } = found;
  const oldest = linesOf(askedOf('ada'), askedOf('bob'));
  const middle = linesOf(outcomeOf('ada', undefined, { stored: false, reason: 'timeout' }), outcomeOf('bob', '23'));
  const live = linesOf(outcomeOf('ada', '4711'), askedOf('nobody'), outcomeOf('ada', '4711'));
  writeFileSync(`${file}.2.gz`, gzipSync(oldest), { mode: 0o600 });
  writeFileSync(join(folder, 'consents-20261130.jsonl'), middle, { mode: 0o600 });
  writeFileSync(file, live, { mode: 0o600 });
  const [long, less] = [new Date('2026-05-01'), new Date('2026-05-02')];
  utimesSync(`${file}.2.gz`, long, long);
  utimesSync(join(folder, 'consents-20261130.jsonl'), less, less);
  // These are none of its files.
  writeFileSync(join(folder, 'consents-shop.jsonl'), linesOf(outcomeOf('other', '4711')));
  mkdirSync(`${file}.d`);
  return found;
}
const ofAda = linesOf(
  askedOf('ada'),
  outcomeOf('ada', undefined, { stored: false, reason: 'timeout' }),
  outcomeOf('ada', '4711'),
);

const run = runHere(runGatewayCommand);

test('an export prints each line of a customer once, joined over rotated files, and nobody else’s', async () => {
  const { file } = spread();
  expect(await runConsents(['export', '--customer', '4711'], { SSO_CONSENT_LOG: file })).toEqual({
    code: 0,
    stdout: ofAda,
    stderr: '',
  });
  expect(await run(['export', '--id', idOf('nobody'), '--log', file])).toMatchObject({
    stdout: linesOf(askedOf('nobody')),
  });
  expect(await run(['export', '--customer', '1', '--log', file])).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('an erasure takes a customer out of every file, and leaves the others word for word', async () => {
  const { folder, file, names } = spread();
  const before = names();
  const done = await runConsents(['erase', '--customer', '4711', '--reference', 'DSR-17'], { SSO_CONSENT_LOG: file });
  expect([done.code, done.stderr]).toEqual([0, '']);
  expect(done.stdout.split('\n').sort()).toEqual(
    [
      '',
      `${file}.2.gz: 1 line`,
      `${join(folder, 'consents-20261130.jsonl')}: 1 line`,
      `${file}: 2 lines`,
      'Taken out: 4 lines of 3 files',
    ].sort(),
  );
  expect(names()).toEqual(before);
  expect(textOf(`${file}.2.gz`)).toBe(linesOf(askedOf('bob')));
  expect(textOf(join(folder, 'consents-20261130.jsonl'))).toBe(linesOf(outcomeOf('bob', '23')));
  const [kept, note] = textOf(file).split('\n');
  expect(kept).toBe(JSON.stringify(askedOf('nobody')));
  expect(JSON.parse(note ?? '')).toEqual({
    phase: 'erased',
    at: expect.stringMatching(/^\d{4}-.*Z$/) as string,
    lines: 4,
    complete: true,
    reference: 'DSR-17',
  });
  // Another merchant's file, whose customers have the same numbers.
  expect(textOf(join(folder, 'consents-shop.jsonl'))).toContain('4711');
});

test('a dry run says the same, and changes nothing', async () => {
  const { file, all } = spread();
  const text = all().join();
  const said = await run(['erase', '--customer', '4711', '--dry-run', '--log', file]);
  expect(said.stdout).toContain(`${file}: 2 lines\n`);
  expect(said.stdout).toContain('To take out: 4 lines of 3 files\n');
  expect(all().join()).toBe(text);
});

test('a second erasure finds nothing, and leaves no second note', async () => {
  const { file, all } = spread();
  await run(['erase', '--customer', '4711', '--log', file]);
  const text = all().join();
  expect(await run(['erase', '--customer', '4711', '--log', file])).toEqual({
    code: 0,
    stdout: 'Taken out: 0 lines of 0 files\n',
    stderr: '',
  });
  expect(all().join()).toBe(text);
});

test('permissions, time and owner of each file stay as they were', async () => {
  const { file } = spread();
  chmodSync(`${file}.2.gz`, 0o640);
  const isRoot = process.getuid?.() === 0;
  // Only root can give files away.
  if (isRoot) for (const each of [file, `${file}.2.gz`]) chownSync(each, 12_345, 54_321);
  const traits = (path: string) => {
    const { uid, gid, mode, mtimeMs } = statSync(path);
    return { uid, gid, mode, mtimeMs: Math.round(mtimeMs) };
  };
  const before = traits(`${file}.2.gz`);
  const { uid, gid, mode } = traits(file);
  await run(['erase', '--customer', '4711', '--log', file]);
  expect(traits(`${file}.2.gz`)).toEqual(before);
  expect(traits(file)).toMatchObject({ uid, gid, mode });
});

test('a rotated file of which nothing is left is gone; the one that is written stays', async () => {
  const { file, names } = logFolder();
  writeFileSync(`${file}.1`, linesOf(askedOf('ada')));
  writeFileSync(file, linesOf(outcomeOf('ada', '4711')));
  await run(['erase', '--customer', '4711', '--log', file]);
  expect(names()).toEqual(['consents.jsonl']);
  expect(textOf(file)).toMatch(/^\{"phase":"erased",[^\n]*\}\n$/);
});

test('the note is kept in a file that the gateway may write to, where rotation has left none', async () => {
  const { file } = logFolder();
  writeFileSync(`${file}.1`, linesOf(outcomeOf('ada', '4711'), outcomeOf('bob', '23')), { mode: 0o600 });
  if (process.getuid?.() === 0) chownSync(`${file}.1`, 12_345, 54_321);
  await run(['erase', '--customer', '4711', '--log', file]);
  const { uid, gid, mode } = statSync(`${file}.1`);
  expect(statSync(file)).toMatchObject({ uid, gid, mode });
  expect(textOf(file)).toContain('"phase":"erased"');
});

test('lines that cannot be read are told, never repeated, and hold nothing up', async () => {
  const { file } = spread();
  appendFileSync(file, `{"phase":"asked","id":"SECRET\n\n   \n42\n${linesOf(askedOf('later'))}{"half`);
  const found = await run(['export', '--customer', '4711', '--log', file]);
  expect(found).toEqual({
    code: 0,
    stdout: ofAda,
    stderr: `${file}:4: unreadable line\n${file}:7: unreadable line\n${file}:9: unreadable line\n`,
  });
});

test('half a line is erased, too, where enough of it is left to say whose it is', async () => {
  const { file } = logFolder();
  const half = (event: object, end: string) => JSON.stringify(event).split(end)[0];
  writeFileSync(
    file,
    [
      half(askedOf('ada'), ',"wording'),
      half(outcomeOf('ada', '4711'), ',"stored'),
      half(askedOf('bob'), ',"wording'),
      '',
    ].join('\n'),
  );
  await run(['erase', '--customer', '4711', '--log', file]);
  expect(textOf(file).split('\n')).toEqual([
    half(askedOf('bob'), ',"wording'),
    expect.stringContaining('"phase":"erased"'),
    '',
  ]);
});

test('a file that cannot be read to its end fails the command, and is left as it is', async () => {
  const { file } = spread();
  const cut = gzipSync(linesOf(outcomeOf('ada', '4711'), askedOf('more')).repeat(2000)).subarray(0, -20);
  writeFileSync(`${file}.3.gz`, cut);
  writeFileSync(`${file}.4.xz`, Buffer.from('fd377a585a0000', 'hex'));
  const found = await run(['export', '--customer', '4711', '--log', file]);
  expect(found.code).toBe(1);
  expect(found.stdout).toBe(ofAda);
  expect(found.stderr).toContain(`${file}.3.gz: unexpected end of file\n`);
  expect(found.stderr).toContain(`${file}.4.xz: is compressed by xz: unpack it first\n`);
  const erased = await run(['erase', '--customer', '4711', '--log', file]);
  expect(erased.code).toBe(1);
  expect(erased.stderr).toContain('nothing was changed');
  expect(erased.stderr).toContain('Not complete');
  expect(readFileSync(`${file}.3.gz`).equals(cut)).toBe(true);
  expect(textOf(file)).toContain('"complete":false');
  expect(textOf(file)).not.toContain('4711');
});

test('a log that is a link is followed, a link beside it is not', async () => {
  const { folder, file } = spread();
  const link = join(logFolder().folder, 'link.jsonl');
  symlinkSync(file, link);
  const target = join(logFolder().folder, 'target');
  writeFileSync(target, linesOf(outcomeOf('ada', '4711')));
  symlinkSync(target, join(folder, 'consents.jsonl.9'));
  await run(['erase', '--customer', '4711', '--log', link]);
  expect(textOf(link)).not.toContain('4711');
  expect(textOf(target)).toContain('4711');
});

test('instances with a file each are looked at together, since a choice may be in both', async () => {
  const [one, two] = [logFolder().file, logFolder().file];
  writeFileSync(one, linesOf(askedOf('ada'), askedOf('bob')));
  writeFileSync(two, linesOf(outcomeOf('ada', '4711')));
  const logs = ['--log', one, '--log', two];
  expect((await run(['export', '--customer', '4711', ...logs])).stdout).toBe(
    linesOf(askedOf('ada'), outcomeOf('ada', '4711')),
  );
  expect((await run(['erase', '--customer', '4711', ...logs])).code).toBe(0);
  expect(textOf(one)).not.toContain(idOf('ada'));
  expect(textOf(two)).toBe('');
});

test('a line that names another customer is never taken along', async () => {
  const { file } = logFolder();
  writeFileSync(file, linesOf(outcomeOf('same', '4711'), outcomeOf('same', '23')));
  await run(['erase', '--customer', '4711', '--log', file]);
  expect(textOf(file)).toContain(linesOf(outcomeOf('same', '23')));
});

test('a command at work keeps another out; one that was killed does not', async () => {
  const { file, names } = spread();
  const args = ['erase', '--customer', '4711', '--log', file];
  writeFileSync(`${file}.lock`, '1 elsewhere\n');
  const refused = await run(args);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain(`${file}.lock: another command is at work (process and host: 1 elsewhere)`);
  expect(textOf(file)).toContain('4711');
  const { hostname } = await import('node:os');
  writeFileSync(`${file}.lock`, `${process.pid} ${hostname()}\n`);
  // What it had begun to write.
  writeFileSync(`${file}.copy-1`, linesOf(outcomeOf('ada', '4711')));
  expect((await run(args)).code).toBe(0);
  expect(names().filter((name) => /lock|copy/.test(name))).toEqual([]);
});

test('what a killed command had moved aside is found, and not lost', async () => {
  const { file } = logFolder();
  writeFileSync(`${file}.aside-1`, linesOf(outcomeOf('ada', '4711'), outcomeOf('bob', '23')));
  expect((await run(['export', '--customer', '23', '--log', file])).stdout).toBe(linesOf(outcomeOf('bob', '23')));
  await run(['erase', '--customer', '4711', '--log', file]);
  expect(textOf(`${file}.aside-1`)).toBe(linesOf(outcomeOf('bob', '23')));
});

test('pruning takes out all lines of choices before a day, and notes of erasures from then', async () => {
  const { file } = logFolder();
  const old = { at: '2020-01-01T00:00:00.000Z' };
  const recent = { at: new Date().toISOString() };
  const note = { phase: 'erased', at: old.at, lines: 1 };
  writeFileSync(`${file}.1.gz`, gzipSync(linesOf(askedOf('a', old), outcomeOf('a', '1', old), note)));
  writeFileSync(file, `${linesOf(askedOf('b', old), askedOf('c', recent))}{"half\n`);
  const dry = await run(['prune', '--older-than', '3y', '--dry-run', '--log', file]);
  expect(dry.stdout).toContain('To take out: 4 lines of 2 files');
  const done = await run(['prune', '--older-than', '3y', '--log', file]);
  expect(done.stdout).toContain('Taken out: 4 lines of 2 files');
  expect(done.stderr).toBe(`${file}:3: unreadable line\n`);
  expect(textOf(file)).toBe(`${linesOf(askedOf('c', recent))}{"half\n`);
});

test.each([
  ['3y', '2021-03-01'],
  ['18m', '2022-08-29'],
  ['8w', '2024-01-04'],
  ['90d', '2023-12-01'],
])('%s before 29 February 2024 is %s', async (period, day) => {
  const { beginningOf } = await import('../../../../src/gateway/node/consents/period.js');
  expect(beginningOf(period, Date.parse('2024-02-29T12:00:00Z')).toISOString().slice(0, 10)).toBe(day);
});

test.each([
  [[], 'Usage: '],
  [['forget'], 'Usage: '],
  [['export', 'all', '--customer', '1'], 'Usage: '],
  [['export'], 'needs --customer or --id'],
  [['erase', '--customer', ''], 'needs --customer or --id'],
  [['export', '--customer', '1', '--dry-run'], 'takes no --dry-run'],
  [['prune', '--older-than', '3y', '--customer', '1'], 'takes no --customer'],
  [['prune'], 'needs --older-than'],
  [['prune', '--older-than', '0d'], '0d: must be a number of days'],
  [['prune', '--older-than', 'ever'], 'ever: must be a number of days'],
  [['erase', '--customer', '1', '--all'], '--all'],
])('%j is refused with 2', async (args, said) => {
  const found = await run(args, { SSO_CONSENT_LOG: '/nowhere/consents.jsonl' });
  expect([found.code, found.stdout]).toEqual([2, '']);
  expect(found.stderr).toContain(said);
});

test('without a log, or with one that is nowhere, it says so', async () => {
  expect(await run(['export', '--customer', '1'])).toMatchObject({
    code: 2,
    stderr: 'consents: name the log by --log, SSO_CONSENT_LOG, or consentLog in the configuration file\n',
  });
  const { folder, file } = logFolder();
  expect(await run(['export', '--customer', '1', '--log', file])).toMatchObject({
    code: 1,
    stderr: `${file}: there is no such file, nor one that log rotation has moved away\n`,
  });
  expect((await run(['export', '--customer', '1', '--log', join(folder, 'no', 'log')])).stderr).toContain('ENOENT');
});

test('the help says every command and option', async () => {
  const { code, stdout } = await run(['--help']);
  expect(code).toBe(0);
  for (const word of [
    'export',
    'erase',
    'prune',
    '--customer',
    '--id',
    '--log',
    '--older-than',
    '--reference',
    '--dry-run',
  ])
    expect(stdout).toContain(word);
});

test('the log is the one of the gateway’s settings, wherever they name it', async () => {
  const { folder, file } = spread();
  const config = join(folder, 'gateway.json');
  writeFileSync(config, JSON.stringify({ consentLog: file, apiToken: { file: '/nowhere' } }), { mode: 0o600 });
  const found = { code: 0, stdout: ofAda, stderr: '' };
  expect(await run(['export', '--customer', '4711'], { SSO_CONFIG: config })).toEqual(found);
  expect(await run(['export', '--customer', '4711', '--config', config])).toEqual(found);
  // The variable wins, as it does for the gateway.
  const none = { SSO_CONFIG: config, SSO_CONSENT_LOG: join(folder, 'none.jsonl') };
  expect((await run(['export', '--customer', '4711'], none)).stdout).toBe('');
  const gone = await run(['export', '--customer', '4711', '--config', '/nowhere/gateway.json']);
  expect([gone.code, gone.stderr]).toEqual([2, '--config: there is no such file\n']);
});
