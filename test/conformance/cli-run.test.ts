import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { conformanceHelp, runConformanceCommand } from '../../src/conformance/cli-run.js';
import { rules } from '../../src/conformance/rules.js';
import { createGateway } from '../../src/gateway/index.js';
import { createSettingsHandler, createSettingsStore } from '../../src/settings-store/index.js';
import { createSimulator } from '../../src/simulator/index.js';

async function run(args: string[], more: { fetch?: (request: Request) => Promise<Response>; cookie?: string } = {}) {
  let [output, errors] = ['', ''];
  const code = await runConformanceCommand({
    args,
    ...more,
    stdout: { write: (text) => (output += text) },
    stderr: { write: (text) => (errors += text) },
  });
  return { code, output, errors };
}
const base = 'https://www.publisher.test/sso';
function gateway(request: Request): Promise<Response> {
  const simulator = createSimulator({ apiToken: 'api-token' });
  return createGateway({
    apiUrl: 'https://sso.test/api/v3.0',
    apiToken: 'api-token',
    origins: ['https://www.publisher.test'],
    secrets: ['a sealing secret of more than 32 characters'],
    log: () => undefined,
    fetch: (upstream) => simulator.fetch(upstream),
  }).fetch(request);
}

test('an endpoint that keeps every rule is told line by line, with exit code 0', async () => {
  const { code, output, errors } = await run([base], { fetch: gateway });
  const lines = output.trimEnd().split('\n');
  expect([code, errors]).toEqual([0, '']);
  expect(lines.slice(0, -1)).toEqual(Object.keys(rules).map((rule) => `kept    ${rule}`));
  expect(lines.at(-1)).toBe(`${Object.keys(rules).length} kept, 0 failed`);
});

test('a rule that is broken is said with its fault, with exit code 1', async () => {
  const fetch = async () => Response.json({ kind: 'signedOut' });
  const { code, output } = await run([base], { fetch });
  expect(code).toBe(1);
  expect(output).toMatch(/FAILED {2}settings are what .*\n {8}\S/);
});

test('where nothing answers, the reason of the network is said', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const { code, output } = await run([`http://127.0.0.1:${port}/sso`]);
  expect(code).toBe(1);
  expect(output).toContain('ECONNREFUSED');
  expect(output).toContain(`0 kept, ${Object.keys(rules).length} failed`);
});

test('the settings protocol is checked as the editor whom the cookie signs in', async () => {
  const handler = createSettingsHandler({
    admin: (request: Request) => (request.headers.get('cookie') === 'staff=1' ? { who: 'ada' } : undefined),
    capabilities: { smsProvider: false },
    store: await createSettingsStore(),
  });
  const args = ['--settings', 'https://office.publisher.test/sso-settings'];
  const fetch = (request: Request) => handler.fetch(request);
  expect(await run(args, { fetch, cookie: 'staff=1' })).toMatchObject({ code: 0, errors: '' });
  expect(await run(args, { fetch })).toMatchObject({ code: 1 });
});

test('help is printed, and wrong arguments are refused with exit code 2', async () => {
  expect(await run(['--help'])).toEqual({ code: 0, output: `${conformanceHelp}\n`, errors: '' });
  for (const args of [[], ['/sso'], ['ftp://www.publisher.test'], [base, base], [base, '--debug']]) {
    const { code, output, errors } = await run(args);
    expect([code, output]).toEqual([2, '']);
    expect(errors).toMatch(/^sso-elements-conformance: /);
  }
});
