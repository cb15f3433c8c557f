/**
 * `npm run size`: holds the size budgets. What a page really receives is measured in a browser, however it was requested:
 * every script's bytes as served, compressed with brotli 11 (KiB = 1024 bytes). German, so that both languages count.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { chromium } from 'playwright';
import type { Page } from 'playwright';
import { chromiumArgs, ensureBrowser, howToInstall } from './run/browser.js';

/** KiB. `first`: until the first field works, plus what the first submit needs. `all`: every step of login, validator included. */
const budgets = { first: 13.5, all: 28.4 } as const;

/** KiB: the estimate of a password's strength, loaded when a reader begins to choose one, and needed for nothing. */
const strength = 14.5;

/** KiB: all elements together, without the phone library and that estimate. */
const everything = 42;

/** KiB: the settings form, which a back office loads, whole. */
const form = 35;

/** KiB: the reader's consents, with the part that draws them. */
const consents = 12.6;

/** KiB until the first screen of another element works, settings and validator included where it needs them. */
const others = [
  { name: 'register', state: 'register', budget: 31.4 },
  { name: 'account-connect', state: 'identify', budget: 31.4 },
  { name: 'password-forgotten', state: 'address', budget: 31.4 },
  { name: 'auth', state: 'credentials', budget: 22.6 },
] as const;

/** What tags load. */
const folder = 'dist/browser';

const brotli = (code: Buffer) =>
  brotliCompressSync(code, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: code.length },
  }).length;

const flow = 'A'.repeat(22);
const step = (name: string, asks: object = {}) => ({ kind: 'step', process: 'login', flow, step: name, asks });
/** Every screen of login, as the gateway would answer. */
const answers = [
  step('two-factor'),
  step('add-two-factor', { image: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=', key: 'ABCD', uri: 'otpauth://totp/a' }),
  step('reset-password'),
  step('additional-data', { names: 'required', username: true, salutations: ['none'], terms: ['Text'] }),
  step('change-email'),
  { kind: 'sessionLimit', process: 'login', flow, sessions: [{ id: '1' }] },
  { kind: 'problem', status: 429, code: 'rate-limited', retryAfter: 1 },
];

/** A page with the element, and a gateway with the answers of the measurement. */
function site(script: string, element = 'sso-login', settings = '{"googleClientId":"none","offerStaySignedIn":true}') {
  const types: Record<string, string> = { '.js': 'text/javascript', '.html': 'text/html' };
  let held: (() => void)[] | undefined = [];
  let answer: object = { kind: 'session' };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const send = (type: string, body: string | Buffer, status = 200) => {
      response.writeHead(status, { 'content-type': type }).end(body);
    };
    const file = join(folder, pathname);
    if (pathname === '/')
      send(
        'text/html',
        `<!doctype html><html lang="de"><title>Size</title><script ${script.includes('iife') ? 'defer' : 'type=module'} src="/${script}"></script><${element}></${element}>`,
      );
    else if (pathname === '/sso/settings') {
      const respond = () => send('application/json', settings);
      if (held) held.push(respond);
      else respond();
    } else if (pathname.startsWith('/sso/'))
      response
        .setHeader('set-cookie', ['sso_session=1; Path=/', 'sso_flow=1; Path=/'])
        .writeHead((answer as { status?: number }).status ?? 200, { 'content-type': 'application/json' })
        .end(JSON.stringify(answer));
    else if (existsSync(file) && types[extname(file)]) send(types[extname(file)] ?? '', readFileSync(file));
    else send('text/plain', 'none', 404);
  });
  return {
    server,
    answer: (next: object) =>
      (answer = next) /** Until then the settings are held back: the first submit must not need them. */,
    release: () => {
      held?.forEach((settings) => settings());
      held = undefined;
    },
  };
}

/** Signs in once as a reader would. */
async function submit(page: Page): Promise<void> {
  await page.locator('input[name=identifier]').fill('a@b.example');
  await page.locator('input[name=password]').fill('secret');
  await page.locator('button[part~=submit]').click();
}

/** Serves a page, and notes which scripts a browser gets of it. */
async function serve(server: Server, page: Page): Promise<{ address: string; received: Map<string, number> }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const received = new Map<string, number>();
  // Google's own script is no part of ours, and may not be reached from here at all.
  await page.route('https://accounts.google.com/**', (route) => route.abort());
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    const file = join(folder, pathname);
    if (pathname.endsWith('.js') && existsSync(file)) received.set(pathname, brotli(readFileSync(file)));
  });
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, received };
}

function stop(server: Server): void {
  server.closeAllConnections();
  server.close();
}

/** What another element's first screen costs: all that is loaded by itself until nothing more comes. */
async function measureOther({ name, state }: (typeof others)[number], page: Page): Promise<Map<string, number>> {
  const settings = JSON.stringify({ accountConnect: { enabled: true, identifiers: ['customerId'] } });
  const { server, release } = site(`${name}.js`, `sso-${name}`, settings);
  const { address, received } = await serve(server, page);
  release();
  await page.goto(address);
  await page.locator(`sso-${name}:state(${state}) form`).waitFor();
  await page.waitForLoadState('networkidle');
  stop(server);
  return received;
}

async function measure(script: string, page: Page): Promise<Record<keyof typeof budgets, Map<string, number>>> {
  const { server, answer, release } = site(script);
  const { address, received } = await serve(server, page);
  await page.goto(address);
  await submit(page);
  await page.locator('sso-login:state(done)').waitFor();
  const first = new Map(received);
  for (const next of answers) {
    answer(next);
    await page.context().clearCookies();
    await page.goto(address);
    release();
    await submit(page);
    const state = 'step' in next ? next.step : next.kind === 'sessionLimit' ? 'session-limit' : 'problem';
    await page.locator(`sso-login:state(${state})`).waitFor();
    await page.waitForLoadState('networkidle');
  }
  stop(server);
  return { first, all: received };
}

/** Prints a measurement. Returns whether it is over its limit. */
function judge(what: string, files: Map<string, number>, budget?: number): boolean {
  const sum = [...files.values()].reduce((total, bytes) => total + bytes, 0) / 1024;
  const fails = budget !== undefined && sum > budget;
  const list = [...files].map(([file, bytes]) => `${file} ${bytes}`).join(', ');
  console.log(`${fails ? '✗' : '✓'} ${what}: ${sum.toFixed(2)} KiB${budget ? ` of ${budget}` : ''} — ${list}`);
  return fails;
}

async function size(): Promise<void> {
  const executablePath = ensureBrowser();
  if (!executablePath) throw new Error(howToInstall);
  const browser = await chromium.launch({ executablePath, args: [...chromiumArgs] });
  let over = false;
  // One file an element: the page with all elements must not cost a page with login more.
  for (const script of ['login.js', 'sso-elements.js', 'sso-elements.iife.js']) {
    const measured = await measure(script, await browser.newPage());
    for (const [name, budget] of Object.entries(budgets) as [keyof typeof budgets, number][])
      over = judge(`${script} ${name}`, measured[name], script === 'login.js' ? budget : undefined) || over;
  }
  for (const other of others)
    over = judge(`${other.name}.js first`, await measureOther(other, await browser.newPage()), other.budget) || over;
  await browser.close();
  over =
    judge('settings.js', new Map([['settings.js', brotli(readFileSync(join(folder, 'settings.js')))]]), form) || over;
  const parts = ['sso-elements.js', ...readdirSync(join(folder, 'parts')).map((name) => `parts/${name}`)];
  const called = (what: string) => parts.filter((name) => name.endsWith('.js') && name.startsWith(`parts/${what}-`));
  const whole = (names: string[]) => new Map(names.map((name) => [name, brotli(readFileSync(join(folder, name)))]));
  over = judge('consents', whole(['consents.js', ...called('consents')]), consents) || over;
  over = judge('strength', whole(called('strength')), strength) || over;
  // All elements together, with every part but the phone library and the estimate: what a page could load at the most.
  const most = parts
    .filter((name) => name.endsWith('.js') && !/\/(phone|strength)-/.test(name))
    .reduce((sum, name) => sum + brotli(readFileSync(join(folder, name))), 0);
  console.log(`${most / 1024 > everything ? '✗' : '✓'} all elements: ${(most / 1024).toFixed(2)} KiB of ${everything}`);
  over ||= most / 1024 > everything;
  if (over) process.exitCode = 1;
}

await size();
