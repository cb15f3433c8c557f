/**
 * The observable rules of the settings protocol, one by one, against any endpoint. Two of them save the number of parallel
 * logins, and put it back; every other change that they try is one that must be refused, or a preview, which saves nothing.
 */
import assert from 'node:assert/strict';
import { type RuleFinding, tryRules } from './finding.js';
import { judge } from './published.js';

interface CallResponse {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}
type Ask = (
  method: string,
  path: string,
  init?: { headers?: Record<string, string>; body?: unknown },
) => Promise<CallResponse>;
type ProtocolRule = (ask: Ask) => Promise<void>;

const elsewhere = { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://elsewhere.example' };
const changes: [string, string][] = [
  ['PUT', ''],
  ['POST', '/undo'],
  ['POST', '/preview'],
];

function isProblem({ status, headers, body }: CallResponse, expected: number, code: string): void {
  assert.deepEqual([status, body['status'], body['code']], [expected, expected, code]);
  assert.match(headers.get('content-type') ?? '', /^application\/problem\+json/);
  assert.match(headers.get('cache-control') ?? '', /no-store/);
}
/** The code that a change of settings which are not changed here has; `undefined`: they are. */
const isReadOnly = async (ask: Ask) => (await ask('GET', '')).body['writable'] === false;

/** Saves another number of parallel logins. Returns the document before and after. */
async function changed(ask: Ask): Promise<{ before: CallResponse['body']; saved: CallResponse['body'] }> {
  const { body: before } = await ask('GET', '');
  const old = before['settings'] as Record<string, unknown>;
  const settings = { ...old, maxSessions: old['maxSessions'] === 2 ? 3 : 2 };
  const response = await ask('PUT', '', { headers: { 'If-Match': String(before['etag']) }, body: { settings } });
  assert.equal(response.status, 200, 'settings without fault can be saved');
  assert.deepEqual((response.body['settings'] as typeof old)['maxSessions'], settings.maxSessions);
  assert.notEqual(response.body['etag'], before['etag'], 'another ETag');
  assert.deepEqual((await ask('GET', '')).body, response.body);
  return { before, saved: response.body };
}

export const settingsRules = {
  'settings are read with an ETag, which the body repeats': async (ask) => {
    const { status, headers, body } = await ask('GET', '');
    assert.equal(status, 200);
    assert.ok(headers.get('etag'), 'an ETag');
    assert.equal(headers.get('etag'), body['etag']);
    assert.match(headers.get('cache-control') ?? '', /no-store/);
  },
  'settings that are not changed here say where they are': async (ask) => {
    const { body } = await ask('GET', '');
    if (body['writable'] === false) assert.ok(body['where'], 'where');
  },
  'a change that names no version is refused': async (ask) => {
    const readOnly = await isReadOnly(ask);
    for (const [method, path] of changes.slice(0, 2)) {
      const response = await ask(method, path, { body: {} });
      isProblem(response, readOnly ? 409 : 428, readOnly ? 'read-only' : 'version-needed');
    }
  },
  'a change upon another version is refused, with what stands there': async (ask) => {
    if (await isReadOnly(ask)) return;
    const { body } = await ask('GET', '');
    for (const [method, path] of changes.slice(0, 2)) {
      const response = await ask(method, path, { headers: { 'If-Match': '"another"' }, body: {} });
      isProblem(response, 412, 'conflict');
      assert.deepEqual(response.body['current'], body);
    }
  },
  'settings that break a rule are refused with findings': async (ask) => {
    if (await isReadOnly(ask)) return;
    const { body } = await ask('GET', '');
    const settings = { ...(body['settings'] as object), tokenType: 'PIGEON' };
    const response = await ask('PUT', '', { headers: { 'If-Match': String(body['etag']) }, body: { settings } });
    isProblem(response, 422, 'invalid-settings');
    const findings = response.body['findings'] as { key: string }[];
    assert.ok(findings.some(({ key }) => key === 'tokenType'));
    assert.deepEqual((await ask('GET', '')).body, body);
  },
  'what is saved has another ETag, upon which the next change is made': async (ask) => {
    if (await isReadOnly(ask)) return;
    const { before, saved } = await changed(ask);
    const { settings } = before;
    const back = await ask('PUT', '', { headers: { 'If-Match': String(saved['etag']) }, body: { settings } });
    assert.equal(back.status, 200);
    assert.notEqual(back.body['etag'], saved['etag'], 'another ETag');
    assert.deepEqual((await ask('GET', '')).body, back.body);
  },
  'an undo saves what was there before, under another ETag': async (ask) => {
    if (await isReadOnly(ask)) return;
    const { before, saved } = await changed(ask);
    const headers = { 'If-Match': String(saved['etag']) };
    const undone = await ask('POST', '/undo', { headers, body: {} });
    // Where no versions are kept there is nothing to undo.
    const response =
      undone.status === 409 ? await ask('PUT', '', { headers, body: { settings: before['settings'] } }) : undone;
    assert.equal(response.status, 200);
    const { settings, etag } = response.body as { settings: Record<string, unknown>; etag: string };
    assert.equal(settings['maxSessions'], (before['settings'] as typeof settings)['maxSessions'] ?? 1);
    assert.notEqual(etag, saved['etag'], 'another ETag');
    assert.deepEqual((await ask('GET', '')).body, response.body);
  },
  'a preview shows markup as a tree, without scripts': async (ask) => {
    const settings = { ssoTermText: { de: '<p>AGB<script>alert(1)</script></p>' } };
    const { status, body } = await ask('POST', '/preview', { body: { settings, language: 'de' } });
    assert.equal(status, 200);
    assert.deepEqual(body['terms'], [{ tag: 'p', children: ['AGB'] }]);
  },
  'a change without the request mark is refused': async (ask) => {
    for (const [method, path] of changes)
      isProblem(await ask(method, path, { headers: { 'X-SSO-Request': '' }, body: {} }), 403, 'request-refused');
  },
  'what another site asks for is refused': async (ask) => {
    for (const [method, path] of changes)
      isProblem(await ask(method, path, { headers: elsewhere, body: {} }), 403, 'request-refused');
    isProblem(await ask('GET', '', { headers: elsewhere }), 403, 'request-refused');
  },
  'a body without a JSON content type is refused': async (ask) => {
    for (const [method, path] of changes)
      isProblem(await ask(method, path, { headers: { 'Content-Type': 'text/plain' }, body: {} }), 415, 'not-json');
  },
  'a body that the protocol does not name is refused': async (ask) => {
    for (const body of [{}, { settings: [] }, { settings: {}, language: 'de', more: 1 }])
      isProblem(await ask('POST', '/preview', { body }), 400, 'invalid-request');
  },
  'another path or method is no call': async (ask) => {
    isProblem(await ask('GET', '/nothing'), 404, 'not-found');
    const response = await ask('DELETE', '');
    isProblem(response, 405, 'method-not-allowed');
    assert.match(response.headers.get('allow') ?? '', /GET/);
  },
} as const satisfies Record<string, ProtocolRule>;

/**
 * Tries every rule in turn, as an editor.
 * @param baseUrl The endpoint's absolute address.
 * @param credentials Headers that sign the editor in.
 */
export async function settingsConformance(
  baseUrl: string,
  fetch: (request: Request) => Promise<Response> = (request) => globalThis.fetch(request),
  credentials: Record<string, string> = {},
): Promise<RuleFinding[]> {
  const base = baseUrl.replace(/\/+$/, '');
  const ask: Ask = async (method, path, { headers = {}, body } = {}) => {
    const isGet = method === 'GET';
    const marks = { Origin: new URL(base).origin, 'X-SSO-Request': '1', 'Content-Type': 'application/json' };
    const response = await fetch(
      new Request(base + path, {
        method,
        headers: { 'Sec-Fetch-Site': 'same-origin', ...(!isGet && marks), ...credentials, ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    );
    const value = (await response.json()) as Record<string, unknown>;
    const type = response.headers.get('content-type') ?? '';
    const fault = judge(method.toLowerCase(), `/sso-settings${path}`, response.status, type, value);
    if (fault) throw new Error(fault);
    return { status: response.status, headers: response.headers, body: value };
  };
  return tryRules(settingsRules, ask);
}
