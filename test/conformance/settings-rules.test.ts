import { expect, test } from 'vitest';
import {
  createSettingsHandler,
  createSettingsStore,
  hostedSettingsSource,
  type SettingsHandler,
} from '../../src/settings-store/index.js';
import { settingsConformance, settingsRules } from '../../src/conformance/settings-rules.js';

const base = 'https://office.publisher.test/sso-settings';
const shared = { admin: () => ({ who: 'ada' }), capabilities: { smsProvider: false } };
const kept = Object.keys(settingsRules).map((rule) => ({ rule }));
const overStore = async () => createSettingsHandler({ ...shared, store: await createSettingsStore() });
const overHosted = () => {
  const hosted = { apiUrl: 'https://sso.test/api/v3.0', apiToken: 'token', where: 'https://elsewhere.test' };
  const fetch = async () => Response.json({ settings: { tokenType: null } });
  return createSettingsHandler({ ...shared, store: hostedSettingsSource({ ...hosted, fetch }) });
};
/** The rules that an endpoint breaks whose answers are changed on their way. */
async function broken(handler: SettingsHandler, change: (response: Response, request: Request) => Promise<Response>) {
  const findings = await settingsConformance(base, async (request) => change(await handler.fetch(request), request));
  return findings.filter(({ fault }) => fault).map(({ rule }) => rule);
}

test('our handler keeps every rule of the settings protocol over a store', async () => {
  const handler = await overStore();
  expect(await settingsConformance(base, (request) => handler.fetch(request))).toEqual(kept);
});

test('our handler keeps every rule of the settings protocol over hosted settings', async () => {
  const handler = overHosted();
  expect(await settingsConformance(base, (request) => handler.fetch(request))).toEqual(kept);
});

test('an endpoint that answers nonsense breaks every rule', async () => {
  const findings = await settingsConformance(base, async () => Response.json([]));
  expect(findings.filter(({ fault }) => !fault)).toEqual([]);
});

test('a missing ETag is noticed', async () => {
  const change = async (response: Response) => {
    const headers = new Headers(response.headers);
    headers.delete('etag');
    return new Response(await response.text(), { status: response.status, headers });
  };
  expect(await broken(await overStore(), change)).toEqual(['settings are read with an ETag, which the body repeats']);
});

test('a conflict that does not say what stands there is noticed', async () => {
  const change = async (response: Response) => {
    if (response.status !== 412) return response;
    const { current: _, ...body } = (await response.json()) as { current: unknown };
    return new Response(JSON.stringify(body), { status: 412, headers: response.headers });
  };
  expect(await broken(await overStore(), change)).toEqual([
    'a change upon another version is refused, with what stands there',
  ]);
});

test('an ETag that stays when the settings change is noticed', async () => {
  const change = async (response: Response) => {
    if (response.status !== 200 || !response.headers.get('etag')) return response;
    const body = { ...((await response.json()) as object), etag: '"one"' };
    const { headers } = response;
    headers.set('etag', '"one"');
    return Response.json(body, { headers });
  };
  expect(await broken(await overStore(), change)).toEqual(
    expect.arrayContaining([
      'what is saved has another ETag, upon which the next change is made',
      'an undo saves what was there before, under another ETag',
    ]),
  );
});
