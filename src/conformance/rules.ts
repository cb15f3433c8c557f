/** The observable rules of the browser's protocol, one by one. */
import assert from 'node:assert/strict';
import { documentsOnly, gatewaysOnly, listedOnly, removedCalls } from './join-rules.js';
import { eachBody, eachChange, flow } from './changes.js';
import { leadsOn } from './link-rule.js';
import { originCounts } from './origin-rule.js';
import { published } from './published.js';
import { type Ask, isProblem } from './ask.js';

/** `own`: the origin of the endpoint. */
export type ProtocolRule = (ask: Ask, own: string) => Promise<void>;

const elsewhere = { 'Sec-Fetch-Site': 'cross-site', Origin: 'https://elsewhere.example' };
/** With it a body has more than the 16 KB that the gateway reads. */
const longerThanAllowed = 'x'.repeat(17 * 1024);
const noMark = { 'X-SSO-Request': '' };

/** Whether a server has closed the connection while a body was still being sent (RFC 9112, 9.6): its answer may be lost then. */
function isCut(error: unknown): boolean {
  const { code } = ((error as Error).cause ?? {}) as { code?: unknown };
  return code === 'EPIPE' || code === 'ECONNRESET';
}

export const rules = {
  'settings are what the document declares, and nothing beyond it': async (ask) => {
    for (const path of ['settings', 'settings?language=de', 'settings?language=en']) {
      const { status, body } = await ask('GET', path);
      assert.equal(status, 200);
      const known = Object.keys(published.components.schemas['Settings']?.properties ?? {});
      assert.deepEqual(
        Object.keys(body).filter((key) => !known.includes(key)),
        [],
      );
    }
  },
  'settings can be cached, and are not sent again when they are known': async (ask) => {
    const first = await ask('GET', 'settings');
    const tag = first.headers.get('etag');
    assert.ok(tag, 'an ETag');
    assert.doesNotMatch(first.headers.get('cache-control') ?? 'no-store', /no-store|private/);
    const again = await ask('GET', 'settings', { headers: { 'If-None-Match': tag } });
    assert.deepEqual([again.status, again.text, again.headers.get('etag')], [304, '', tag]);
    const other = await ask('GET', 'settings', { headers: { 'If-None-Match': '"another"' } });
    assert.equal(other.status, 200);
  },
  'a parameter that the protocol does not name is ignored where something is read': async (ask) => {
    for (const path of ['settings?debug=1', 'settings?language=de&_=1&_=2', 'session?id=1', 'flow?x=1'])
      assert.equal((await ask('GET', path)).status, 200);
  },
  'a parameter of another form is refused, and where something is changed one that the protocol does not name': async (
    ask,
  ) => {
    for (const path of ['settings?language=deu', 'settings?language='])
      isProblem(await ask('GET', path), 400, 'invalid-request');
    for (const path of ['flow', 'flow?flow=short', 'session?all=1']) {
      isProblem(await ask('DELETE', path), 400, 'invalid-request');
    }
  },
  'without a session nobody is signed in': async (ask) => {
    const { status, body, headers } = await ask('GET', 'session');
    assert.deepEqual([status, body], [200, { kind: 'signedOut' }]);
    assert.match(headers.get('cache-control') ?? '', /no-store/);
  },
  'signing out and giving up a flow can be repeated': async (ask) => {
    for (const path of ['session', 'session', `flow?flow=${flow}`]) {
      const { status, body, headers } = await ask('DELETE', path);
      assert.deepEqual([status, body], [200, { kind: 'done' }]);
      assert.match(headers.get('cache-control') ?? '', /no-store/);
    }
  },
  'without a flow there is none to resume': async (ask) => {
    const { status, body, headers } = await ask('GET', 'flow');
    assert.deepEqual([status, body], [200, { kind: 'flows', flows: [] }]);
    assert.match(headers.get('cache-control') ?? '', /no-store/);
  },
  'a mailed link leads on to a page of this site, with the name of its process and nothing else of it': leadsOn,
  'a session goes to no site that is not listed, and comes from none': listedOnly,
  'only a document of the reader’s own is led to another site and back': documentsOnly,
  'a code for a session is changed for gateways alone': gatewaysOnly,
  'the calls that handed a session to scripts are gone': removedCalls,
  'an unknown path is no call': async (ask) => {
    for (const path of ['nothing', 'login', 'settings/sso', 'login/nothing']) {
      isProblem(await ask('GET', path), 404, 'not-found');
      isProblem(await ask('POST', path, { body: {} }), 404, 'not-found');
    }
  },
  'another method is refused, and the right one is named': async (ask) => {
    const post = await ask('POST', 'settings', { body: {} });
    isProblem(post, 405, 'method-not-allowed');
    assert.match(post.headers.get('allow') ?? '', /GET/);
    await eachBody(async (path) => {
      const get = await ask('GET', path);
      isProblem(get, 405, 'method-not-allowed');
      assert.match(get.headers.get('allow') ?? '', /POST/);
    });
  },
  'a change without the request mark is refused': (ask) =>
    eachChange(async (method, path, body) => {
      isProblem(await ask(method, path, { headers: noMark, body }), 403, 'request-refused');
    }),
  'a version of the protocol that is not served is refused, and a page that names none may read': async (ask) => {
    const unknown = { 'X-SSO-Request': '999' };
    for (const path of ['settings', 'session', 'flow'])
      isProblem(await ask('GET', path, { headers: unknown }), 400, 'protocol-unknown');
    await eachChange(async (method, path, body) => {
      isProblem(await ask(method, path, { headers: unknown, body }), 400, 'protocol-unknown');
    });
    for (const path of ['settings', 'session', 'flow'])
      assert.equal((await ask('GET', path, { headers: noMark })).status, 200);
  },
  'a change that another site asks for is refused': (ask) =>
    eachChange(async (method, path, body) => {
      isProblem(await ask(method, path, { headers: elsewhere, body }), 403, 'request-refused');
    }),
  'a change counts from a page of this site alone, by its Origin and by what the browser says of it': originCounts,
  'what a reader’s own page may read is refused to another site': async (ask) => {
    for (const path of ['session', 'flow']) {
      const response = await ask('GET', path, { headers: elsewhere, declared: false });
      isProblem(response, 403, 'request-refused');
    }
  },
  'a body without a JSON content type is refused': (ask) =>
    eachBody(async (path, body) => {
      for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
        isProblem(await ask('POST', path, { headers: { 'Content-Type': type }, body }), 415, 'not-json');
      }
    }),
  'a body that is no JSON object is refused': (ask) =>
    eachBody(async (path) => {
      for (const body of ['', '{', 'null', '[]', '"text"', '1']) {
        isProblem(await ask('POST', path, { body }), 400, 'invalid-request');
      }
    }),
  'a member that the protocol does not name is refused': (ask) =>
    eachBody(async (path, body) => {
      for (const more of [{ token: 'x' }, { customerId: '1' }, { ipAddress: '192.0.2.1' }]) {
        isProblem(await ask('POST', path, { body: { ...body, ...more } }), 400, 'invalid-request');
      }
    }),
  'a member that is missing or of another type is refused': (ask) =>
    eachBody(async (path, body) => {
      for (const name of Object.keys(body)) {
        for (const value of [undefined, null, 5, {}]) {
          isProblem(await ask('POST', path, { body: { ...body, [name]: value } }), 400, 'invalid-request');
        }
      }
    }),
  'a field that is too long or missing is blamed by its name': async (ask) => {
    const tooLong = await ask('POST', 'login/start', { body: { identifier: 'x'.repeat(101), password: 'none' } });
    assert.deepEqual(tooLong.body['fields'], { identifier: 'too-long' });
    const missing = await ask('POST', 'login/start', { body: { identifier: 'nobody' } });
    assert.deepEqual(missing.body['fields'], { password: 'missing' });
  },
  'a body of megabytes is refused': (ask) =>
    eachBody(async (path, body) => {
      const long = { ...body, page: 'x'.repeat(2_000_000) };
      const response = await ask('POST', path, { body: long }).catch((error: unknown) => {
        if (!isCut(error)) throw error;
      });
      if (response) isProblem(response, 413, 'request-too-large');
    }),
  'a body of little more than 16 KB is answered that it is too large': (ask) =>
    eachBody(async (path, body) => {
      // Sent before a server can close the connection, so the answer is there.
      isProblem(await ask('POST', path, { body: { ...body, page: longerThanAllowed } }), 413, 'request-too-large');
    }),
  'a step of an unknown flow is refused': (ask) =>
    eachBody(async (path, body) => {
      if (!('flow' in body)) return;
      const response = await ask('POST', path, { body });
      // An unknown flow looks the same as one whose cookie has gone.
      if (response.status === 410) isProblem(response, 410, 'flow-expired');
      else isProblem(response, 404, 'flow-unknown');
    }),
} as const satisfies Record<string, ProtocolRule>;
