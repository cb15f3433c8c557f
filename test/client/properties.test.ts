import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { parseAnswer, parseFlows } from '../../src/client/parse-answer.js';
import { createClient } from '../../src/client/client.js';
import { parseSettings } from '../../src/client/read-settings.js';
import { stubFetch } from './stub.js';
import { runs } from '../support/runs.js';

afterEach(() => vi.unstubAllGlobals());

// Many runs: on a busy machine they take longer than one test usually may.
vi.setConfig({ testTimeout: 60_000 });
const options = runs(1000);
const document = fc.oneof(
  fc.json(),
  fc.string(),
  fc
    .record({
      kind: fc.constantFrom('step', 'session', 'sessionLimit', 'problem', 'flows', 7, null),
      step: fc.constantFrom('two-factor', 'change-email', 'x', null),
      asks: fc.jsonValue(),
      sessions: fc.jsonValue(),
      code: fc.oneof(fc.constant('locked'), fc.jsonValue()),
    })
    .map((value) => JSON.stringify(value)),
);
const header = fc.stringMatching(/^[\x21-\x7e]{0,20}$/);
const response = fc
  .record({
    status: fc.oneof(
      fc.constantFrom(200, 204, 304, 400, 403, 404, 423, 429, 500, 502),
      fc.integer({ min: 200, max: 599 }),
    ),
    type: fc.oneof(fc.constantFrom('application/json', 'application/problem+json', 'text/html'), header),
    retry: fc.oneof(
      fc.nat().map(String),
      header,
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    ),
    body: document,
  })
  .map(({ status, type, retry, body }) => ({
    status,
    body: [204, 205, 304].includes(status) ? null : body,
    headers: { 'content-type': type, 'retry-after': retry },
  }));

test('the client never throws: any response is a document or a problem with a code', async () => {
  await fc.assert(
    fc.asyncProperty(response, async ({ body, ...init }) => {
      stubFetch(() => new Response(body, init));
      const reply = await createClient('/sso')('POST', 'x', {});
      expect(reply).toBeTypeOf('object');
      if (init.status < 200 || init.status > 299) {
        expect(reply).toMatchObject({ kind: 'problem' });
        expect((reply as { code: unknown }).code).toBeTypeOf('string');
      }
      const { retryAfter } = reply as { retryAfter?: unknown };
      if (reply.kind === 'problem' && typeof retryAfter === 'number') expect(retryAfter).toBeGreaterThanOrEqual(0);
    }),
    options,
  );
});

test('any document becomes one of the four answers, with what its screen needs', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.object(),
        document.map((text) => parse(text)),
      ),
      (value) => {
        const answer = parseAnswer(value);
        expect(['step', 'session', 'sessionLimit', 'problem']).toContain(answer.kind);
        if (answer.kind === 'sessionLimit') expect(answer.sessions).toBeInstanceOf(Array);
        if (answer.kind === 'step') expect(answer.asks).toBeTruthy();
      },
    ),
    options,
  );
});

test('any document has a list of flows to resume, and none of them is a problem', () => {
  const answer = fc.oneof(fc.object(), fc.constantFrom({ kind: 'step', step: 'two-factor', asks: {} }, null));
  const flows = fc.oneof(fc.jsonValue(), fc.array(fc.oneof(fc.jsonValue(), fc.record({ answer }))));
  fc.assert(
    fc.property(flows, (value) => {
      for (const each of parseFlows({ flows: value } as object)) expect(each.answer.kind).not.toBe('problem');
    }),
    options,
  );
});

test('any settings document is read, with defaults for what is missing', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.domain(), (value, host) => {
      const { settings } = parseSettings(value, host);
      expect(settings.salutations).toBeInstanceOf(Array);
    }),
    options,
  );
});

/** A document of a JSON text; an empty one for what is none. */
function parse(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
