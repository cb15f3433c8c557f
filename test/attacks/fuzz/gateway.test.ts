/**
 * Random requests, from a seed: nearly right ones that get far, bent ones, and noise. They prove that whatever is sent, the gateway answers by its contract
 * and with its headers, is never at fault itself, and lets no secret out.
 */
import type { Server } from 'node:http';
import { afterAll, expect, test } from 'vitest';
import { calls } from '../../../src/contract/calls.js';
import { runs } from '../../support/runs.js';
import { type FuzzedSite, origin } from './fuzzed-site.js';
import { bytesOf, exchange, listen } from './raw-http.js';
import { runRounds, type Send } from './run-rounds.js';

const inProcess: Send = async (site, { method, target, headers, body }) => {
  let request: Request;
  try {
    request = new Request(`${origin}${target}`, { method, headers, ...(body && { body }) });
  } catch {
    return undefined;
  }
  const env = { address: '198.51.100.7', host: request.headers.get('host') ?? undefined };
  const response = await site.gateway.fetch(request, env);
  return { status: response.status, headers: response.headers, text: await response.text() };
};

test('4,500 requests in the process are answered by the contract, and let no secret out', async () => {
  const { seed, numRuns } = runs(4500);
  const { sent, statuses, passed, codes, events } = await runRounds(seed, numRuns, inProcess);
  expect(sent).toBe(numRuns);
  // Noise alone would prove little: most calls went well at least once, and refusals of every kind were met.
  const wanted = Object.values(calls).map(({ method, path }) => `${method} /sso/${path}`);
  expect(wanted.filter((each) => !passed.has(each)).length).toBeLessThan(wanted.length / 5);
  expect([...statuses.keys()]).toEqual(
    expect.arrayContaining([200, 302, 303, 400, 403, 404, 405, 410, 413, 415, 429, 502]),
  );
  // Nor is what is asked beside the hosted API left out: whatever a captcha's service and that of breached passwords can say was said.
  expect([...codes]).toEqual(expect.arrayContaining(['captcha-required', 'captcha-unavailable', 'password-unchecked']));
  expect([...events]).toEqual(
    expect.arrayContaining([
      'captcha-refused',
      'captcha-unavailable',
      'breach-check-failed',
      'on-existing-account-failed',
    ]),
  );
});

const servers = new Map<FuzzedSite, Server>();
afterAll(() => {
  for (const server of servers.values()) server.close();
});

const overSockets: Send = async (site, request, { dice, strangeness }) => {
  const server = servers.get(site) ?? (await listen(site.gateway));
  servers.set(site, server);
  return exchange(server, bytesOf(dice, request, strangeness));
};

test('500 requests over sockets, bent in their bytes, too, are answered likewise', async () => {
  const { seed, numRuns } = runs(500);
  const { sent, statuses } = await runRounds(seed + 1, numRuns, overSockets);
  expect(sent).toBe(numRuns);
  expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 303, 400, 403, 404, 405]));
});
