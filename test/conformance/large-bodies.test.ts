/** What the rules on large bodies notice, and what they let pass. */
import { expect, test } from 'vitest';
import { conformance } from '../../src/conformance/conformance.js';
import { rules } from '../../src/conformance/rules.js';
import { createGateway, type Gateway } from '../../src/gateway/index.js';
import { createSimulator } from '../../src/simulator/index.js';

const origin = 'https://www.publisher.test';
const base = `${origin}/sso`;
const kept = Object.keys(rules).map((rule) => ({ rule }));

function createSite(): Gateway {
  const simulator = createSimulator({ apiToken: 'api-token', customers: [] });
  return createGateway({
    apiUrl: 'https://sso.test/api/v3.0',
    apiToken: 'api-token',
    origins: [origin],
    secrets: ['a sealing secret of more than 32 characters'],
    log: () => undefined,
    fetch: (request) => simulator.fetch(request),
  });
}

test('a body of megabytes is refused at once where a copy of it is never read', async () => {
  const gateway = createSite();
  const findings = await conformance(base, (request) => gateway.fetch(request.clone()));
  expect(findings).toEqual(kept);
});

const tooLarge = 'a body of little more than 16 KB is answered that it is too large';
const cut = () => Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNRESET' } });

test('an endpoint that only cuts the connection where a body is too large is noticed', async () => {
  const gateway = createSite();
  const findings = await conformance(base, async (request) => {
    const response = await gateway.fetch(request);
    if (response.status === 413) throw cut();
    return response;
  });
  expect(findings.filter(({ fault }) => fault)).toEqual([{ rule: tooLarge, fault: 'fetch failed' }]);
});

test('an endpoint that reads more than 16 KB is noticed', async () => {
  const gateway = createSite();
  const findings = await conformance(base, async (request) => {
    const text = await request.clone().text();
    const isLong = text.length > 17 * 1024 && text.length < 1_000_000;
    return gateway.fetch(isLong ? new Request(request, { body: text.slice(0, 40) }) : request);
  });
  expect(findings.filter(({ fault }) => fault).map(({ rule }) => rule)).toEqual([tooLarge]);
});

test('a connection that is cut while megabytes are being sent is no fault', async () => {
  const gateway = createSite();
  const findings = await conformance(base, async (request) => {
    const { size } = await request.clone().blob();
    if (size > 1_000_000) throw cut();
    return gateway.fetch(request);
  });
  expect(findings).toEqual(kept);
});
