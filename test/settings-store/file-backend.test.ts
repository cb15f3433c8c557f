import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { settingsHelp, runSettingsCommand } from '../../src/settings-store/command/cli-run.js';
import { createSettingsStore, CorruptSettingsError } from '../../src/settings-store/index.js';
import { temporaryFile } from './shared.js';

/** A file with three versions: 1, 2 and 3 parallel logins. */
async function threeVersions(): Promise<string> {
  const file = temporaryFile();
  const store = await createSettingsStore({ file, initial: { maxSessions: 1 } });
  await store.save({ maxSessions: 2 }, { who: 'ada' });
  await store.save({ maxSessions: 3 }, { who: 'ada' });
  return file;
}
const version = (file: string, number: number) => `${file}.versions/${String(number).padStart(6, '0')}.json`;
const reopened = async (file: string) => (await createSettingsStore({ file })).read();
async function command(...args: string[]) {
  const said = { out: '', err: '' };
  const write = (to: keyof typeof said) => ({ write: (text: string) => void (said[to] += text) });
  const code = await runSettingsCommand({ args, stdout: write('out'), stderr: write('err') });
  return { code, ...said };
}

test('the file is the newest version, for people to read', async () => {
  const file = await threeVersions();
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ number: 3, by: 'ada', settings: { maxSessions: 3 } });
});

test('a save leaves nothing but the file and the versions', async () => {
  const file = await threeVersions();
  expect(readdirSync(`${file}.versions`)).toEqual(['000001.json', '000002.json', '000003.json']);
  expect(readdirSync(dirname(file)).sort()).toEqual(['settings.json', 'settings.json.versions']);
});

test('what was edited in the file while nothing ran is a version of its own', async () => {
  const file = await threeVersions();
  writeFileSync(file, readFileSync(file, 'utf8').replace('"maxSessions": 3', '"maxSessions": 9'));
  expect(await reopened(file)).toMatchObject({
    settings: { maxSessions: 9 },
    version: { number: 4, by: 'edited in the file' },
  });
});

test('a file that lags behind, or has gone, is written anew', async () => {
  const file = await threeVersions();
  writeFileSync(file, readFileSync(version(file, 2)));
  expect((await reopened(file)).settings).toEqual({ maxSessions: 3 });
  rmSync(file);
  expect((await reopened(file)).settings).toEqual({ maxSessions: 3 });
  expect(readFileSync(file, 'utf8')).toBe(readFileSync(version(file, 3), 'utf8'));
});

test('a file whose versions were lost begins a new row of them', async () => {
  const file = await threeVersions();
  rmSync(`${file}.versions`, { recursive: true });
  expect(await reopened(file)).toMatchObject({ settings: { maxSessions: 3 }, version: { number: 1 } });
});

test('what was left half written is swept away once it is old, whoever has its number by now', async () => {
  const file = await threeVersions();
  // In a container a process has the number of the one before it, and two containers have no number in common.
  const left = [`${file}.${process.pid}-0123abcd.tmp`, `${version(file, 4)}.${process.pid}-0123abcd.tmp`];
  const young = `${version(file, 4)}.4194304-0123abcd.tmp`;
  for (const path of [...left, young]) writeFileSync(path, '{"num');
  const before = new Date(Date.now() - 61_000);
  for (const path of left) utimesSync(path, before, before);
  await reopened(file);
  expect([...left, young].map((path) => existsSync(path))).toEqual([false, false, true]);
});

test('a save that finds the disk full leaves nothing behind, and the next one succeeds', async () => {
  const file = await threeVersions();
  const store = await createSettingsStore({ file });
  const handle = await open(file);
  const full = vi.spyOn(Object.getPrototypeOf(handle) as FileHandle, 'sync');
  await handle.close();
  onTestFinished(() => full.mockRestore());
  full.mockRejectedValueOnce(Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' }));
  await expect(store.save({ maxSessions: 4 }, { who: 'ada' })).rejects.toThrow('ENOSPC');
  expect(readdirSync(`${file}.versions`)).toEqual(['000001.json', '000002.json', '000003.json']);
  expect(await store.save({ maxSessions: 4 }, { who: 'ada' })).toMatchObject({ version: { number: 4 } });
});

test('what was edited in a file that lagged behind is kept beside it, and said', async () => {
  const file = await threeVersions();
  const said = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  onTestFinished(() => said.mockRestore());
  const edited = readFileSync(version(file, 2), 'utf8').replace('"maxSessions": 2', '"maxSessions": 9');
  writeFileSync(file, edited);
  expect(await reopened(file)).toMatchObject({ settings: { maxSessions: 3 }, version: { number: 3 } });
  const [name = ''] = readdirSync(dirname(file)).filter((each) => each.startsWith('settings.json.edited-'));
  expect(readFileSync(`${dirname(file)}/${name}`, 'utf8')).toBe(edited);
  expect(said).toHaveBeenCalledWith(expect.stringContaining(name));
  expect(readFileSync(file, 'utf8')).toBe(readFileSync(version(file, 3), 'utf8'));
});

test.each([
  ['{\n  "number": 3,\n  "at": oops\n}', 'line 3, column 9'],
  ['', 'line 1, column 1'],
  ['{"number": 3', 'line 1, column 13'],
  ['[]', 'line 1, column 1: document is not valid in a version of the settings'],
  ['{"at": "", "by": "",\n "number": "three", "settings": {}}', 'line 2, column 2: number is not valid'],
  ['{"at": "", "by": "", "number": 3, "settings": {\n\n  "forceUsername": "yes"}}', 'line 3, column 3: forceUsername'],
  [
    '{"at": "", "by": "maxSessions", "number": 3,\n "settings": {"later": {"maxSessions" : 1},\n  "maxSessions"  : 500}}',
    'line 3, column 3: maxSessions is 500, and has to be a whole number from 1 to 100',
  ],
  [
    '{"at": "", "by": "", "number": 3, "settings": {\n"tokenType": "PIGEON"}}',
    'line 2, column 1: tokenType is "PIGEON", and has to be one of EMAIL, SMS',
  ],
  ['{"at": "", "by": "", "number": 3,\n "settings": []}', 'line 2, column 2: settings is not valid'],
  ['{"at": "", "by": "", "number": 3, "settings": {},\n "more": 1}', 'line 2, column 2: more is not valid'],
])('garbage in the file, %j, stops the start with place, reason and command', async (text, reason) => {
  const file = await threeVersions();
  writeFileSync(file, text);
  const start = createSettingsStore({ file });
  await expect(start).rejects.toThrow(CorruptSettingsError);
  await expect(start).rejects.toThrow(`${file}, ${reason}`);
  await expect(start).rejects.toThrow(`npx --no sso-elements-settings restore --file ${file}`);
});

test('a number past what can be counted, in a setting that is not known, hinders nothing', async () => {
  const file = await threeVersions();
  const text = readFileSync(file, 'utf8').replace(
    '"maxSessions": 3',
    '"maxSessions": 3, "later": 12345678901234567890',
  );
  writeFileSync(file, text);
  const store = await createSettingsStore({ file });
  const { settings } = await store.read();
  expect(settings).toEqual({ maxSessions: 3, later: 12345678901234567000 });
  expect(await store.save({ ...settings, maxSessions: 4 }, { who: 'ada' })).toMatchObject({ version: { number: 5 } });
});

test('garbage in the newest version stops the start, and names that file', async () => {
  const file = await threeVersions();
  writeFileSync(version(file, 3), '{"num');
  await expect(createSettingsStore({ file })).rejects.toThrow(`${version(file, 3)}, line 1, column 6`);
});

test('one command restores the last good version, and keeps the garbage beside it', async () => {
  const file = await threeVersions();
  writeFileSync(file, '{"num');
  const { code, out } = await command('restore', '--file', file);
  expect(code).toBe(0);
  const [, bad = ''] = /Kept what could not be read: (.*)/.exec(out) ?? [];
  expect(readFileSync(bad, 'utf8')).toBe('{"num');
  expect(out).toContain('is at version 3');
  expect((await reopened(file)).settings).toEqual({ maxSessions: 3 });
});

test('where file and newest version are garbage, the one before is restored', async () => {
  const file = await threeVersions();
  for (const path of [file, version(file, 3)]) writeFileSync(path, 'garbage');
  expect((await command('restore', '--file', file)).code).toBe(0);
  const store = await createSettingsStore({ file });
  expect((await store.read()).settings).toEqual({ maxSessions: 2 });
  expect(await store.save({ maxSessions: 5 }, { who: 'ada' })).toMatchObject({ version: { number: 3 } });
});

test('where only the newest version is garbage, the file is right and stays', async () => {
  const file = await threeVersions();
  writeFileSync(version(file, 3), 'garbage');
  expect((await command('restore', '--file', file)).out).toContain('is at version 3');
  expect(await reopened(file)).toMatchObject({ settings: { maxSessions: 3 }, version: { number: 3 } });
});

test('a file without fault is left as it is', async () => {
  const file = await threeVersions();
  const before = readFileSync(file, 'utf8');
  expect((await command('restore', '--file', file)).out).not.toContain('Kept');
  expect(readFileSync(file, 'utf8')).toBe(before);
});

test('where nothing is good the command says so, and so it does where there is nothing', async () => {
  const file = temporaryFile();
  mkdirSync(`${file}.versions`);
  writeFileSync(version(file, 1), 'garbage');
  for (const path of [file, `${file}-elsewhere`]) {
    const { code, err } = await command('restore', '--file', path);
    expect(code).toBe(1);
    expect(err).toContain('There is no good version');
  }
});

test('the command tells how it is used', async () => {
  expect(await command('--help')).toEqual({ code: 0, out: `${settingsHelp}\n`, err: '' });
});

test.each([[[]], [['restore']], [['mend', '--file', 'x']], [['restore', '--files', 'x']]])(
  'the command %j is none',
  async (args) => {
    const { code, out } = await command(...args);
    expect([code, out]).toEqual([2, '']);
  },
);

test('a directory in place of a file is named as such', async () => {
  const file = temporaryFile();
  mkdirSync(file);
  await expect(createSettingsStore({ file })).rejects.toThrow('EISDIR');
  const { code, err } = await command('restore', '--file', file);
  expect(code).toBe(1);
  expect(err).toContain('EISDIR');
});
