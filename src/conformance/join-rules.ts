/** How a session goes to another site: what can be seen of it without one. */
import assert from 'node:assert/strict';
import { type Ask, isProblem } from './ask.js';

const document = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' };
/** How browsers ask for what is no page of its own. */
const others = [
  { 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty' },
  { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' },
  { 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' },
];
const stranger = encodeURIComponent('https://elsewhere.example');
const filler = 'x'.repeat(43);
const asked = `client_id=${stranger}&state=s&code_challenge=${filler}&code_challenge_method=S256`;
const came = `code=${filler}&state=s&iss=${stranger}`;
/** What was there before, by which a script of the page could take the session. */
const removed = ['session/transfer', 'session/redeem'];

/** A site that is not listed gets nothing, and nobody is led to it. */
export const listedOnly = async (ask: Ask): Promise<void> => {
  isProblem(
    await ask('GET', `session/authorize?${asked}`, { headers: document, declared: false }),
    403,
    'transfer-refused',
  );
  const begin = `session/join?from=${stranger}&returnUrl=${encodeURIComponent('https://elsewhere.example/')}`;
  for (const path of [begin, `session/join?${came}`]) {
    const { status, headers, text } = await ask('GET', path, { headers: document, declared: false });
    assert.deepEqual([status, text], [303, '']);
    const target = new URL(headers.get('location') ?? '', 'https://here.example');
    assert.equal(target.origin, 'https://here.example');
    assert.deepEqual([...target.searchParams.entries()], [['sso_join', 'failed']]);
    assert.match(headers.get('cache-control') ?? '', /no-store/);
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.doesNotMatch(headers.getSetCookie().join(), /sso_session=1/);
  }
};

/** Only a document of the reader's own is led anywhere: no script, frame or image. */
export const documentsOnly = async (ask: Ask): Promise<void> => {
  for (const headers of others)
    for (const path of [`session/authorize?${asked}`, `session/join?from=${stranger}`, `session/join?${came}`])
      isProblem(await ask('GET', path, { headers, declared: false }), 403, 'request-refused');
};

/** A code is changed from gateway to gateway: never for a browser, and never without its verifier. */
export const gatewaysOnly = async (ask: Ask): Promise<void> => {
  const body = { client_id: 'https://elsewhere.example', code: filler, code_verifier: filler };
  isProblem(await ask('POST', 'session/token', { body }), 403, 'request-refused');
  const noBrowser = { 'Sec-Fetch-Site': '', Origin: '', 'X-SSO-Request': '' };
  isProblem(await ask('POST', 'session/token', { headers: noBrowser, body }), 403, 'transfer-refused');
  for (const wrong of [{ ...body, code_verifier: 'short' }, { ...body, more: 1 }, {}])
    isProblem(await ask('POST', 'session/token', { headers: noBrowser, body: wrong }), 400, 'invalid-request');
};

/** Nobody answers the calls of before any more, for any version. */
export const removedCalls = async (ask: Ask): Promise<void> => {
  for (const path of removed)
    for (const version of ['1', '2', '']) {
      const response = await ask('POST', path, {
        headers: { 'X-SSO-Request': version },
        body: { to: 'https://elsewhere.example' },
        declared: false,
      });
      // Who never had them does not know them.
      if (response.status === 404) isProblem(response, 404, 'not-found');
      else isProblem(response, 410, 'call-removed');
    }
};
