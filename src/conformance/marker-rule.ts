/** A rule that only a reader who signs in can see: with an answer come the markers that elements look for. */
import assert from 'node:assert/strict';
import type { ProtocolRule } from './rules.js';

const markerOf: Readonly<Record<string, string>> = {
  session: 'sso_session',
  step: 'sso_flow',
  sessionLimit: 'sso_flow',
};

/** Signs in: a session or a flow begins, and no more. */
export const markerRule =
  (identifier: string, password: string): ProtocolRule =>
  async (ask) => {
    const { status, headers, body } = await ask('POST', 'login/start', { body: { identifier, password } });
    assert.equal(status, 200, 'the reader can sign in');
    const marker = markerOf[String(body['kind'])];
    assert.ok(marker, `an answer of a known kind, not ${String(body['kind'])}`);
    const set = headers.getSetCookie().find((each) => each.startsWith(`${marker}=`));
    assert.ok(set, `the cookie ${marker}`);
    assert.doesNotMatch(set, /httponly/i, 'scripts can read it');
    assert.match(set, /; *path=\/(;|$)/i, 'it is there for every page');
  };
