/** What must hold of every answer of the gateway, whatever was asked. Each function throws an error that says what does not. */
import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { problemDetails } from '../../../src/contract/answer.js';
import { calls } from '../../../src/contract/calls.js';
import { problems } from '../../../src/contract/problems.js';
import { protections } from '../../gateway/support/protections.js';
import { type FuzzedSite, origin, otherSite } from './fuzzed-site.js';

/** An answer, from a process or from a socket. */
export interface Answered {
  status: number;
  headers: Headers;
  text: string;
}

/** Lines of `Set-Cookie`: as many names as the gateway can look at, and two markers. */
const mostCookies = 36;
/** Codes with 503: what the merchant's settings say, or that the hosted API cannot do. */
const unavailable = Object.entries(problems).flatMap(([code, status]) => (status === 503 ? [code] : []));
/** Whose answers a cache may keep. */
const isPublic = /^\/sso\/(settings|access-keys)\/?$/;
const traces = /\n\s+at |node:internal|node_modules|\.[jt]s:\d+:\d+/;

/** As a `Request` has it, which knows one spelling alone. */
const pathOf = (target: string): string => new URL(origin + target).pathname;

/** The headers that every answer has. */
export function expectProtected(headers: Headers, mayBeKept: boolean): void {
  for (const [name, value] of Object.entries(protections)) {
    const found = headers.get(name);
    if (name === 'Cache-Control' && mayBeKept) assert.ok(found, 'Cache-Control is missing');
    else assert.equal(found, value, `${name} is ${found}`);
  }
}

function expectProblem({ status, headers, text }: Answered, isHead: boolean): string {
  assert.match(headers.get('content-type') ?? '', /^application\/problem\+json/, 'a failure is a problem');
  if (isHead) return '';
  const parsed = z.safeParse(problemDetails, JSON.parse(text));
  assert.ok(parsed.success, `no problem of the contract: ${text.slice(0, 300)}`);
  assert.equal(parsed.data.status, status);
  return parsed.data.code;
}

function expectShaped(method: string, target: string, { headers, text }: Answered): void {
  const path = pathOf(target)
    .replace(/^\/sso\//, '')
    .replace(/\/$/, '');
  const call = Object.values(calls).find((each) => each.method === method && each.path === path);
  if (!call) return;
  assert.match(headers.get('content-type') ?? '', /^application\/json/);
  const parsed = z.safeParse(call.answer, JSON.parse(text));
  assert.ok(parsed.success, `no answer of the contract: ${text.slice(0, 300)}`);
}

function expectOwnAddress(location: string | null): void {
  const led = new URL(location ?? 'missing:', origin).origin;
  assert.ok([origin, otherSite].includes(led), `led to ${location}`);
}

/** That nothing hidden is in what was answered, and nothing of a reader's in the log. */
export function expectNoLeak({ headers, text }: Answered, site: Pick<FuzzedSite, 'hidden' | 'log'>): void {
  const log = JSON.stringify(site.log);
  const answered = `${JSON.stringify([...headers])}\n${text}`;
  for (const secret of site.hidden) {
    assert.ok(!answered.includes(secret), `an answer has ${secret} in it`);
    assert.ok(!log.includes(secret), `the log has ${secret} in it`);
  }
  assert.doesNotMatch(answered, traces, 'a stack in an answer');
  assert.doesNotMatch(log, /@example\.org|@elsewhere/, 'an address of a reader in the log');
}

/** What Node's server refuses before anybody is asked. */
const early = [400, 413, 417, 431];

/** Judges an answer. `isFaulty`: the stand-in for the hosted API was told to fail while it was made. */
export function judge(
  { method, target }: { method: string; target: string },
  answered: Answered,
  site: FuzzedSite,
  isFaulty: boolean,
): void {
  const { status, headers, text } = answered;
  const isHead = method === 'HEAD';
  expectProtected(headers, isPublic.test(pathOf(target)) && status < 400);
  expectNoLeak(answered, site);
  const cookies = headers.getSetCookie();
  assert.ok(cookies.length <= mostCookies, `${cookies.length} cookies are set`);
  for (const line of cookies) {
    assert.ok(line.length <= 4096, 'a cookie is too long for browsers');
    assert.match(
      line,
      /^(__Host-sso_[\w.-]+|sso_session|sso_flow|sso_adopted)=[\w.-]*; Path=\/;.* ?Secure;.*SameSite=(Lax|Strict)$/,
    );
    if (line.startsWith('__Host-')) assert.match(line, /; HttpOnly;/);
  }
  assert.equal(headers.get('access-control-allow-origin'), null, 'no other site may read an answer');
  const leadsOn = status === 302 || status === 303;
  if (isHead || leadsOn || status === 304) assert.equal(text, '', 'no body where none belongs');
  if (leadsOn) return expectOwnAddress(headers.get('location'));
  if (status < 400) return isHead || status === 304 ? undefined : expectShaped(method, target, answered);
  // Node's own, which closes the connection, and says no more.
  if (early.includes(status) && headers.get('connection') === 'close' && headers.get('content-length') === '0') return;
  const code = expectProblem(answered, isHead);
  assert.notEqual(status, 500, 'a fault of the gateway itself');
  if (status === 503) assert.ok(isHead || unavailable.includes(code), code);
  else if (status > 500) assert.ok(isFaulty, `${status} ${code}, though nobody else failed`);
}
