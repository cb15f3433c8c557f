/** Sends random requests to a gateway with a simulator: its responses must always follow the protocol and reveal no secret. */
import fc from 'fast-check';
import { calls } from '../../src/contract/calls.js';
import { problemDetails } from '../../src/contract/answer.js';
import { createTestSite } from '../../src/testing/index.js';

const site = createTestSite({
  origin: 'http://localhost',
  gateway: { log: () => undefined },
  simulator: { customers: [{ email: 'a@b.example', password: 'secret' }] },
});
const names = Object.values(calls).map(({ path }) => path);
const member = fc.constantFrom(
  'identifier',
  'password',
  'flow',
  'code',
  'language',
  'source',
  'returnUrl',
  'page',
  '__proto__',
);
const value = fc.oneof(
  fc.constantFrom('a@b.example', 'secret', '../..', '//evil.example', 'de', 'A'.repeat(22)),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.jsonValue(),
);
const request = fc.record({
  path: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: fc.webPath() }),
  method: fc.constantFrom('GET', 'POST', 'DELETE', 'PUT', 'HEAD'),
  body: fc.oneof(
    fc.dictionary(member, value).map((each) => JSON.stringify(each)),
    fc.json(),
    fc.string(),
  ),
  guarded: fc.boolean(),
});

/** Runs `count` requests from a seed. Throws what fast-check found, with the seed and the path to it. */
export async function fuzz(seed: number, count: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(request, async ({ path, method, body, guarded }) => {
      const headers = { 'content-type': 'application/json', ...(guarded && { 'x-sso-request': '1' }) };
      const response = await site.fetch(`/sso/${path}`, {
        method,
        headers,
        ...(method !== 'GET' && method !== 'HEAD' && { body }),
      });
      const text = await response.text();
      if (response.status >= 500) throw new Error(`${method} ${path} was answered with ${response.status}: ${text}`);
      if (response.status >= 400 && method !== 'HEAD') problemDetails.parse(JSON.parse(text));
      const secrets = site.exchanges.flatMap(({ responseBody }) =>
        [...responseBody.matchAll(/"(?:token|customerSession|removalToken)":"([^"]{8,})"/g)].map(
          ([, secret]) => secret,
        ),
      );
      const revealed = secrets.find((secret) => secret && text.includes(secret));
      if (revealed) throw new Error(`${method} ${path} revealed a token`);
    }),
    { seed, numRuns: count },
  );
}
