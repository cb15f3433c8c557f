import { serve } from '@hono/node-server';
import { expect, test } from 'vitest';
import { createGateway, type Gateway } from '../../src/gateway/index.js';
import { createSimulator } from '../../src/simulator/index.js';
import { createExchangeRecorder } from '../../src/testing/index.js';
import { recordTo } from '../../scripts/contract/record-exchanges.js';
import { conformance } from '../../src/conformance/conformance.js';
import { rules } from '../../src/conformance/rules.js';

const origin = 'https://www.publisher.test';
const base = `${origin}/sso`;
const keep = recordTo();

function createSite(site = origin, devCookies = false, customers: { email: string; password: string }[] = []): Gateway {
  const simulator = createSimulator({ apiToken: 'api-token', customers });
  return createGateway({
    apiUrl: 'https://sso.test/api/v3.0',
    apiToken: 'api-token',
    origins: [site],
    devCookies,
    secrets: ['a sealing secret of more than 32 characters'],
    log: () => undefined,
    fetch: createExchangeRecorder((request) => simulator.fetch(request), keep),
  });
}
const kept = Object.keys(rules).map((rule) => ({ rule }));
/** The rules that an endpoint breaks whose answers are changed on their way. */
const broken = async (change: (response: Response, request: Request) => Response | Promise<Response>) => {
  const gateway = createSite();
  const findings = await conformance(base, async (request) => change(await gateway.fetch(request), request));
  return findings.filter(({ fault }) => fault).map(({ rule }) => rule);
};
const withHeader = (response: Response, name: string, value: string) => {
  const headers = new Headers(response.headers);
  headers.set(name, value);
  return new Response(response.body, { status: response.status, headers });
};

test('our gateway keeps every rule of the protocol', async () => {
  const gateway = createSite();
  expect(await conformance(base, (request) => gateway.fetch(request))).toEqual(kept);
});

test('our gateway keeps every rule through a real socket', async () => {
  let gateway: Gateway | undefined;
  const server = serve({ fetch: (request) => gateway?.fetch(request) ?? new Response(null), port: 0 });
  try {
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const site = `http://localhost:${typeof address === 'object' ? address?.port : ''}`;
    gateway = createSite(site, true);
    expect(await conformance(`${site}/sso/`)).toEqual(kept);
  } finally {
    server.close();
  }
});

test('an endpoint that answers nonsense breaks every rule', async () => {
  const findings = await conformance(
    base,
    async () => new Response('<html>', { headers: { 'Content-Type': 'text/html' } }),
  );
  expect(findings.filter(({ fault }) => !fault)).toEqual([]);
});

test('an endpoint that cannot be reached breaks every rule and throws nothing', async () => {
  const findings = await conformance(base, async () => Promise.reject(new TypeError('fetch failed')));
  expect(findings.map(({ fault }) => fault)).toEqual(kept.map(() => 'fetch failed'));
});

test('problems of another type are noticed', async () => {
  const rulesBroken = await broken((response) =>
    response.ok || response.status === 304 ? response : withHeader(response, 'Content-Type', 'application/json'),
  );
  expect(rulesBroken).toContain('an unknown path is no call');
  expect(rulesBroken).toContain('a change without the request mark is refused');
  expect(rulesBroken).not.toContain('without a session nobody is signed in');
});

test('answers that may be stored are noticed', async () => {
  expect(await broken((response) => withHeader(response, 'Cache-Control', 'public'))).toContain(
    'without a session nobody is signed in',
  );
});

test('settings that tell too much are noticed', async () => {
  const more = async (response: Response, request: Request) => {
    if (!request.url.includes('/settings') || response.status !== 200) return response;
    const body = (await response.json()) as object;
    return Response.json({ ...body, javascript: 'alert(1)' }, { headers: response.headers });
  };
  expect(await broken(more)).toEqual(['settings are what the document declares, and nothing beyond it']);
});

/** As a browser has it that is led on. */
const led = (to: string) => new Response(null, { status: 303, headers: { Location: to, 'Cache-Control': 'no-store' } });
test.each([
  [
    'leads a script on with a code',
    (request: Request) => request.headers.get('sec-fetch-dest') === 'empty' && request.url.includes('/authorize?'),
    () => led('https://elsewhere.example/sso/session/join?code=x'),
    'only a document of the reader’s own is led to another site and back',
  ],
  [
    'leads on to a site that is not listed',
    (request: Request) => request.headers.get('sec-fetch-dest') === 'document' && request.url.includes('/authorize?'),
    () => led('https://elsewhere.example/sso/session/join?code=x'),
    'a session goes to no site that is not listed, and comes from none',
  ],
  [
    'changes codes for browsers',
    (request: Request) => request.url.endsWith('/token') && request.headers.get('sec-fetch-site') === 'same-origin',
    () => Response.json({ kind: 'transfer', token: 'T', signedIn: 1 }),
    'a code for a session is changed for gateways alone',
  ],
  [
    'hands transfer tokens to scripts',
    (request: Request) => request.url.endsWith('/session/transfer'),
    () => Response.json({ kind: 'transfer', action: 'https://elsewhere.example/', token: 'T' }),
    'the calls that handed a session to scripts are gone',
  ],
])('an endpoint that %s is noticed', async (_what, isMeant, answer, rule) => {
  expect(await broken((response, request) => (isMeant(request) ? answer() : response))).toEqual([rule]);
});

test('a code outside the closed set is noticed', async () => {
  const change = async (response: Response) => {
    if (response.status !== 404) return response;
    const body = (await response.json()) as object;
    return new Response(JSON.stringify({ ...body, code: '20040' }), { status: 404, headers: response.headers });
  };
  expect(await broken(change)).toEqual(['an unknown path is no call']);
});

/** The rules that an endpoint breaks which gets every request with other headers than were sent. */
const brokenBy = async (change: (headers: Headers) => void) => {
  const gateway = createSite();
  const findings = await conformance(base, async (request) => {
    const headers = new Headers(request.headers);
    change(headers);
    return gateway.fetch(new Request(request, { headers }));
  });
  return findings.filter(({ fault }) => fault).map(({ rule }) => rule);
};
const originRule = 'a change counts from a page of this site alone, by its Origin and by what the browser says of it';

test.each([
  [
    'believes that page and address have the same origin',
    (headers: Headers) => {
      if (headers.get('sec-fetch-site') === 'same-origin') headers.delete('origin');
    },
  ],
  [
    'compares how an Origin begins',
    (headers: Headers) => {
      if (headers.get('origin')?.startsWith(origin)) headers.set('origin', origin);
    },
  ],
  [
    'compares how an Origin ends',
    (headers: Headers) => {
      if (headers.get('origin')?.endsWith(origin)) headers.set('origin', origin);
    },
  ],
  [
    'lets in what says nothing of where it comes from',
    (headers: Headers) => {
      if (!headers.has('origin') && !headers.has('sec-fetch-site')) headers.set('origin', origin);
    },
  ],
  [
    'refuses browsers without fetch metadata',
    (headers: Headers) => {
      if (!headers.has('sec-fetch-site')) headers.delete('origin');
    },
  ],
] as const)('an endpoint is noticed that %s', async (_what, change) => {
  expect(await brokenBy(change)).toEqual([originRule]);
});

test('with a reader who signs in, an answer without its marker is noticed', async () => {
  const reader = { identifier: 'reader@publisher.test', password: 'correct horse battery' };
  const findings = async (marker: boolean) => {
    const gateway = createSite(origin, false, [{ email: reader.identifier, password: reader.password }]);
    const fetch = async (request: Request) => {
      const response = await gateway.fetch(request);
      const kept = response.headers.getSetCookie().filter((each) => marker || !each.startsWith('sso_'));
      const headers = new Headers(response.headers);
      headers.delete('set-cookie');
      for (const each of kept) headers.append('set-cookie', each);
      return new Response(response.body, { status: response.status, headers });
    };
    return (await conformance(base, fetch, reader)).filter(({ fault }) => fault);
  };
  expect(await findings(true)).toEqual([]);
  expect(await findings(false)).toEqual([{ rule: 'an answer sets its marker', fault: 'the cookie sso_session' }]);
});
