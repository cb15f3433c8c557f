/** What judges the fuzzed answers finds what is wrong: each of these answers has one fault. */
import { describe, expect, test } from 'vitest';
import { protections } from '../../gateway/support/protections.js';
import { createDice } from './dice.js';
import { createFuzzedSite } from './fuzzed-site.js';
import { type Answered, judge } from './oracles.js';
import { firstAnswer } from './raw-http.js';

const problem = (status: number, code: string) =>
  JSON.stringify({ type: 'urn:x', title: 'x', status, code, reference: 'r' });
const cookie = '__Host-sso_session=a.b.c; Path=/; Max-Age=5; Secure; HttpOnly; SameSite=Lax';

function answered(status: number, text: string, more: Record<string, string> = {}): Answered {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  return { status, text, headers: new Headers({ ...protections, 'Content-Type': type, ...more }) };
}
const signedOut = '{"kind":"signedOut"}';
const session = { method: 'GET', target: '/sso/session' };
const judged = (answer: Answered, request = session, isFaulty = false) => {
  const site = createFuzzedSite(createDice(1));
  return () => judge(request, answer, site, isFaulty);
};

test('an answer without a fault passes', () => {
  expect(judged(answered(200, signedOut, { 'Set-Cookie': cookie }))).not.toThrow();
  expect(judged(answered(404, problem(404, 'not-found')))).not.toThrow();
  expect(judged(answered(302, '', { Location: '/password' }))).not.toThrow();
  expect(judged(answered(502, problem(502, 'upstream-failed')), session, true)).not.toThrow();
});

describe('a fault is found:', () => {
  test.each(Object.keys(protections))('%s is missing', (name) => {
    const answer = answered(200, signedOut);
    answer.headers.delete(name);
    expect(judged(answer)).toThrow(name);
  });

  test.each([
    ['a fault of the gateway itself', answered(500, problem(500, 'gateway-failed'))],
    ['an upstream failure without a failure', answered(502, problem(502, 'upstream-failed'))],
    ['a status that the settings do not explain', answered(503, problem(503, 'upstream-failed'))],
    ['a failure that is no problem', answered(404, 'Not found', { 'Content-Type': 'text/plain' })],
    ['an unknown code', answered(404, problem(404, 'gone-fishing'))],
    ['a status that the body contradicts', answered(404, problem(403, 'not-found'))],
    ['an answer of no contract', answered(200, '{"kind":"welcome"}')],
    ['a body where none belongs', answered(303, 'x', { Location: '/' })],
    ['a way to a stranger', answered(303, '', { Location: 'https://evil.example/' })],
    ['a way to a stranger’s page', answered(302, '', { Location: 'https://evil.example/password' })],
    ['a body beside a way', answered(302, 'x', { Location: '/' })],
    ['the API token', answered(200, `{"kind":"signedOut","x":"API-TOKEN-of-the-fuzzed-site"}`)],
    ['a password', answered(200, signedOut, { 'X-Echo': 'the-password-of-the-reader' })],
    ['somebody else', answered(200, `{"kind":"signedOut","x":"Bystandrine"}`)],
    ['a stack', answered(200, `{"kind":"signedOut","x":"node:internal/process"}`)],
    ['a cookie that scripts can read', answered(200, signedOut, { 'Set-Cookie': cookie.replace(' HttpOnly;', '') })],
    ['a cookie that goes without TLS', answered(200, signedOut, { 'Set-Cookie': cookie.replace(' Secure;', '') })],
    [
      'a cookie that is too long',
      answered(200, signedOut, { 'Set-Cookie': cookie.replace('a.b.c', 'a'.repeat(5000)) }),
    ],
    ['an answer for other sites', answered(200, signedOut, { 'Access-Control-Allow-Origin': '*' })],
  ])('%s', (_name, answer) => {
    expect(judged(answer)).toThrow();
  });

  test('a hundred cookies', () => {
    const answer = answered(200, signedOut);
    for (let n = 0; n < 100; n += 1) answer.headers.append('Set-Cookie', cookie);
    expect(judged(answer)).toThrow('100 cookies');
  });

  test('a secret in the log', () => {
    const site = createFuzzedSite(createDice(1));
    site.log.push({ level: 'warn', event: 'problem', path: 'the-password-of-the-reader' });
    expect(() => judge(session, answered(200, signedOut), site, false)).toThrow('the log has');
  });

  test('two answers to one request', () => {
    const one = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';
    expect(firstAnswer(Buffer.from(one))?.status).toBe(200);
    expect(() => firstAnswer(Buffer.from(one + one))).toThrow('two answers');
  });
});

test('the same seed makes the same numbers, another one others', () => {
  const numbers = (seed: number) =>
    Array.from({ length: 20 }, () => createDice(seed).below(1e9)).concat([...createDice(seed).bytes(20)]);
  expect(numbers(5)).toEqual(numbers(5));
  expect(numbers(6)).not.toEqual(numbers(5));
  const dice = createDice(7);
  const thrown = Array.from({ length: 6000 }, () => dice.below(6));
  for (let face = 0; face < 6; face += 1) expect(thrown.filter((each) => each === face).length).toBeGreaterThan(800);
});
