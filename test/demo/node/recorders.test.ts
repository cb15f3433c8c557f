import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import type { BrowserAnswer } from '../../../demo/node/recorders.js';
import { recordAnswers } from '../../../demo/node/recorders.js';

const parent = mkdtempSync(join(tmpdir(), 'answers-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));
let directory = '';
beforeEach(() => {
  directory = mkdtempSync(`${parent}/`);
});

const recorded = (): BrowserAnswer[] =>
  readdirSync(directory)
    .flatMap((file) => readFileSync(join(directory, file), 'utf8').split('\n'))
    .filter(Boolean)
    .map((line) => JSON.parse(line) as BrowserAnswer);

const ask = (path: string, headers: HeadersInit = {}): Promise<Response> =>
  Promise.resolve(
    recordAnswers(() => Response.json({ token: 'secret' }), directory)(
      new Request(`http://localhost:8080${path}`, { method: 'DELETE', headers }),
      { address: undefined },
    ),
  );
const fromBrowser = { 'sec-fetch-site': 'same-origin' };

test('an answer to a browser is recorded by the time it is sent, and sent whole', async () => {
  const response = await ask('/sso/flow?id=1', fromBrowser);
  expect(recorded()).toEqual([
    { method: 'DELETE', url: 'http://localhost:8080/sso/flow?id=1', body: '{"token":"secret"}' },
  ]);
  expect(await response.json()).toEqual({ token: 'secret' });
});

test('a call from server to server is not recorded', async () => {
  expect((await ask('/sso/session/token')).status).toBe(200);
  expect(recorded()).toEqual([]);
});

test.each(['/assets/login.js', '/site/site.css'])('the static file %s is not recorded', async (path) => {
  expect((await ask(path, fromBrowser)).status).toBe(200);
  expect(recorded()).toEqual([]);
});
