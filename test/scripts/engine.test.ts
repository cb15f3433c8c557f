import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findFirefox, wantedEngine } from '../../scripts/run/engine.js';
import { evidenceTable } from '../../scripts/run/evidence-table.js';
import { start } from '../../scripts/run/start.js';

test('the browser tests run in Chromium unless SSO_BROWSER names Firefox', () => {
  expect(wantedEngine({})).toBe('chromium');
  expect(wantedEngine({ SSO_BROWSER: '' })).toBe('chromium');
  expect(wantedEngine({ SSO_BROWSER: 'firefox' })).toBe('firefox');
});

test('a SSO_BROWSER that nobody knows is an error that names it', () => {
  expect(() => wantedEngine({ SSO_BROWSER: 'netscape' })).toThrow(/SSO_BROWSER is netscape/);
});

test("FIREFOX_PATH goes before the system's Firefox, and has to exist", () => {
  const exists = (path: string): boolean => path === '/my/firefox' || path === '/usr/bin/firefox-esr';
  expect(findFirefox({ env: { FIREFOX_PATH: '/my/firefox' }, exists })).toBe('/my/firefox');
  expect(findFirefox({ env: {}, exists })).toBe('/usr/bin/firefox-esr');
  expect(findFirefox({ env: {}, exists: () => false })).toBeUndefined();
  expect(() => findFirefox({ env: { FIREFOX_PATH: '/gone' }, exists })).toThrow('FIREFOX_PATH names /gone');
});

/** Fails as often as it is told, then starts. */
function failing(times: number): { starting: () => Promise<string>; tries: () => number } {
  let tries = 0;
  return {
    tries: () => tries,
    starting: async () => {
      tries += 1;
      if (tries <= times) throw new Error(`no port\n  in try ${tries}`);
      return 'started';
    },
  };
}

function notesFile(): string {
  const directory = mkdtempSync(join(tmpdir(), 'sso-notes-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return join(directory, 'notes.txt');
}

test('a server that did not start is started once more, and the run learns of it', async () => {
  const notes = notesFile();
  expect(await start('The demo', failing(1).starting, notes)).toBe('started');
  expect(readFileSync(notes, 'utf8')).toBe('The demo: Error: no port\n');
});

test('a server that does not start twice is a failure', async () => {
  const { starting, tries } = failing(2);
  await expect(start('The demo', starting, notesFile())).rejects.toThrow('in try 2');
  expect(tries()).toBe(2);
});

test('without a run that collects notes nothing is started again', async () => {
  const { starting, tries } = failing(1);
  await expect(start('The demo', starting, '')).rejects.toThrow('no port');
  expect(tries()).toBe(1);
});

test('the table of evidence has a row for each file, with its lane and engine', () => {
  const row = {
    project: 'browser',
    file: 'test/a.test.ts',
    passed: 2,
    failed: 0,
    skipped: 1,
    seconds: 1.5,
    engine: 'Firefox 153.0',
  };
  const lines = evidenceTable(new Map([['hosts', [row]]])).split('\n');
  expect(lines).toHaveLength(3);
  expect(lines[2]).toBe('| hosts | browser | test/a.test.ts | 2 | 0 | 1 | 1.5 | Firefox 153.0 |');
});
