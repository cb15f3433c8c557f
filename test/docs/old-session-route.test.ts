/** The route in the guide for the launch: its 204 signs a reader out for good, so it must not be said of anything but an ended session. */
import { expect, test } from 'vitest';
import { guideRoute } from '../journeys/support/old-iframe/guide-route.js';

const site = 'https://www.publisher.test/old-session/transfer-token';

/** Asks the route, and returns its status and text, and how often the hosted API was asked. */
async function ask(reply: () => Response, body = 'SESSION', from = 'same-origin') {
  let asked = 0;
  const fetch = () => Promise.resolve((asked += 1)).then(reply);
  const route = guideRoute({ apiUrl: 'https://api.example.com', apiToken: 'TOKEN', fetch });
  const headers = { 'Sec-Fetch-Site': from };
  const response = await route(new Request(site, { method: 'POST', headers, body }));
  return [response.status, await response.text(), asked];
}
const refusal = (status: number, errorCode?: number) => () =>
  Response.json({ errorCode, errorMessage: 'no' }, { status });

test('the token is answered', async () => {
  expect(await ask(() => Response.json({ transferToken: 'TRANSFER' }))).toEqual([200, 'TRANSFER', 1]);
});

test('a session that has ended is 204', async () => {
  expect(await ask(refusal(401, 20028))).toEqual([204, '', 1]);
});

test.each([
  ['a wrong API token or a missing right', refusal(401, 99401)],
  ['a 401 without a number', refusal(401)],
  ['a 401 without a body', () => new Response(null, { status: 401 })],
  ['a page of a proxy', () => new Response('<p>no</p>', { status: 401 })],
  ['null', () => Response.json(null)],
  ['a success without a token', () => Response.json({})],
  ['malformed data', refusal(400, 99400)],
  ['an address that is not there', refusal(404)],
  ['a fault', refusal(503)],
])('%s is 502', async (_, reply) => {
  expect(await ask(reply)).toEqual([502, '', 1]);
});

test('what is too long for a session is refused as a whole, and what comes from elsewhere', async () => {
  const never = refusal(503);
  expect(await ask(never, 'x'.repeat(10_001))).toEqual([502, '', 0]);
  expect(await ask(never, 'SESSION', 'cross-site')).toEqual([403, '', 0]);
});
