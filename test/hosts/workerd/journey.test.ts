/** The gateway in Cloudflare's runtime, over a real socket, before the simulator. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { conformance } from '../../../src/conformance/conformance.js';
import { rules } from '../../../src/conformance/rules.js';
import { known, password, startHostedApi } from '../support/hosted-api.js';
import { wholeJourney } from '../support/journey.js';
import { origin, startWorkerSite, type WorkerSite } from '../support/worker.js';

// The newest behaviour, and that of workers that nobody has touched for years.
describe.each(['2026-11-17', '2023-03-01'])('a worker of %s', (compatibilityDate) => {
  let site: WorkerSite;
  beforeAll(async () => {
    site = await startWorkerSite(compatibilityDate);
  });
  afterAll(() => site.stop());

  test('a reader registers by code, signs out, signs in, and signs out', async () => {
    await wholeJourney(site.reader(), site.api, `reader-${compatibilityDate}@example.org`);
    expect(site.output()).not.toMatch(/gateway-failed|upstream-failure|port-failed/);
  });

  test('the address that Cloudflare has seen goes to the hosted API', async () => {
    const reader = site.reader();
    await reader.post('/sso/login/start', { identifier: known, password }, { 'CF-Connecting-IP': '203.0.113.7' });
    const asked = site.api.asked.findLast(({ path }) => path === '/processes/login/verify');
    expect(JSON.parse(asked!.body)).toMatchObject({ ipAddress: '203.0.113.7' });
  });

  test.each([301, 302, 303, 307, 308])('a reply of %i is refused, and nothing follows it', async (status) => {
    const thief = await startHostedApi();
    site.api.reply = (path) =>
      path === '/processes/login/verify' ? new Response('{}', { status, headers: { Location: thief.url } }) : undefined;
    const { body } = await site.reader().post('/sso/login/start', { identifier: known, password });
    site.api.reply = () => undefined;
    expect(body).toMatchObject({ status: 502, code: 'upstream-failed' });
    expect(thief.asked).toEqual([]);
    expect(site.output()).toContain('"reason":"redirect"');
    await thief.stop();
  });

  test('it keeps every rule of the protocol', async () => {
    const ask = async (request: Request): Promise<Response> => {
      const { pathname, search } = new URL(request.url);
      const { method, headers, redirect } = request;
      const body = await request.text();
      return fetch(site.address + pathname + search, { method, headers, redirect, ...(body !== '' && { body }) });
    };
    const findings = await conformance(`${origin}/sso`, ask, { identifier: known, password });
    expect(findings.length).toBeGreaterThan(Object.keys(rules).length);
    expect(findings.filter(({ fault }) => fault !== undefined)).toEqual([]);
  });
});
