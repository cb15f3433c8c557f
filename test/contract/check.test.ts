import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { checkExchanges, reportText } from '../../scripts/contract/coverage.js';
import { createJudge } from '../../scripts/contract/validator.js';
import type { Exchange } from '../../src/testing/exchange-recorder.js';

const text = readFileSync(new URL('sso-api.openapi.yaml', import.meta.url), 'utf8');
const document = parse(text) as Parameters<typeof checkExchanges>[1];
const judge = await createJudge(document);

const json = 'application/json';
const post = (path: string, requestBody: string, status: number, responseBody: string): Exchange => ({
  method: 'POST',
  path,
  requestHeaders: { contentType: json },
  requestBody,
  status,
  responseContentType: json,
  responseBody,
  forced: false,
});
const get = (path: string, status: number, responseBody: string): Exchange => ({
  method: 'GET',
  path,
  requestHeaders: {},
  status,
  responseContentType: json,
  responseBody,
  forced: false,
});
const verify = '/processes/login/verify';
const credentials = '{"email":"a@b.test","password":"x"}';
const signedIn = post(verify, credentials, 202, '{"customerSession":"s"}');
const withSubscription = (digits: string) =>
  post(
    '/processes/registration/loginIdentifier/start',
    `{"email":"a@b.test","password":"x","language":"de","subscriptionId":${digits}}`,
    208,
    '',
  );

test.each([
  ['sso-api', '81c205b1dbde26e7daa18f2d41b84c2f2bc7e954361ea7cec63187918008b94d'],
  ['customer-api', 'c20b8cf0cdbfb8d2687f7237045d8500d325b681da2da161f21d4695ca262984'],
])('the description %s in the repository is the one that was handed over, byte for byte', (name, hash) => {
  const bytes = readFileSync(new URL(`${name}.openapi.yaml`, import.meta.url));
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(hash);
});

test.each<[string, Exchange]>([
  ['a session', signedIn],
  [
    'a session with a member that the description does not name',
    { ...signedIn, responseBody: '{"customerSession":"s","new":1}' },
  ],
  ['a next step', post(verify, credentials, 200, '{"token":"t","companyId":"1","nextStep":"TWO_FACTOR"}')],
  [
    'a next step where a session limit could be',
    post(
      '/processes/login/verifyTwoFactorAuth',
      '{"token":"t","twoFactorToken":"123456"}',
      200,
      '{"token":"t","companyId":"1","nextStep":"RESET_PASSWORD"}',
    ),
  ],
  [
    'a session limit where a next step could be',
    post(
      '/processes/login/verifyTwoFactorAuth',
      '{"token":"t","twoFactorToken":"123456"}',
      200,
      '{"activeSessions":{"items":[]},"removalToken":"r"}',
    ),
  ],
  ['a query', get('/processes/settings/sso?language=de', 200, '{"settings":{"tokenType":"EMAIL"}}')],
  [
    'a path with a token',
    { ...get('/processes/login/changeSessions/abc?sessionId=1', 202, '{"customerSession":"s"}'), method: 'PUT' },
  ],
  ['a refusal', post(verify, credentials, 403, '{"errorCode":20005,"errorMessage":"no"}')],
  ['an answer without a body', { ...withSubscription('1'), responseContentType: '' }],
  ['an ID past 2^53 with all its digits', withSubscription('9007199254740993')],
  ['the largest ID', withSubscription('9223372036854775807')],
])('%s passes', (_, exchange) => {
  expect(judge(exchange).faults).toEqual([]);
});

test.each<[string, Exchange, RegExp]>([
  ['an unknown path', post('/processes/login/nothing', '{}', 200, '{}'), /no operation/],
  ['a wrong method', get(verify, 200, '{}'), /no operation/],
  ['a status that is not declared', { ...signedIn, status: 201 }, /status 201 is not declared/],
  ['a response of another status', { ...signedIn, status: 200 }, /required property 'token'/],
  [
    'an error without its code',
    post(verify, credentials, 403, '{"errorMessage":"no"}'),
    /required property 'errorCode'/,
  ],
  [
    'an error code that is a text',
    post(verify, credentials, 403, '{"errorCode":"20005","errorMessage":"no"}'),
    /must be integer/,
  ],
  [
    'an unknown step',
    post(verify, credentials, 200, '{"token":"t","companyId":"1","nextStep":"DANCE"}'),
    /allowed values/,
  ],
  [
    'an answer that is neither step nor limit',
    post('/processes/login/verifyTwoFactorAuth', '{"token":"t","twoFactorToken":"1"}', 200, '{}'),
    /must match exactly one/,
  ],
  ['a response that is not JSON', { ...signedIn, responseBody: '{"customerSession":' }, /response is not JSON/],
  ['a response of another type', { ...signedIn, responseContentType: 'text/html' }, /response is of type text\/html/],
  ['a body where none is declared', { ...withSubscription('1'), responseBody: '{}' }, /no body/],
  [
    'a request without a required member',
    { ...signedIn, requestBody: '{"email":"a@b.test"}' },
    /required property 'password'/,
  ],
  [
    'a request with a member that is not declared',
    { ...signedIn, requestBody: '{"email":"a@b.test","password":"x","pin":"1"}' },
    /unevaluated properties pin/,
  ],
  [
    'a request with a text that is too long',
    { ...signedIn, requestBody: `{"password":"${'x'.repeat(101)}"}` },
    /more than 100 characters/,
  ],
  ['a request without its body', { ...signedIn, requestBody: '' }, /no JSON object as body/],
  ['a request of another type', { ...signedIn, requestHeaders: {} }, /request is of type undefined/],
  [
    'a body on a request that has none',
    { ...get('/processes/settings/sso', 200, '{"settings":{"tokenType":"EMAIL"}}'), requestBody: '{}' },
    /body that is not declared/,
  ],
  [
    'a query that is not declared',
    get('/processes/settings/sso?lang=de', 200, '{"settings":{"tokenType":"EMAIL"}}'),
    /additional properties/,
  ],
  ['a query without its session', get('/sessions/validate', 200, '{"customerId":"1"}'), /sessionToken/],
  [
    'a customer ID that is a number',
    get('/sessions/validate?sessionToken=s', 200, '{"customerId":1}'),
    /must be string/,
  ],
  ['an ID as a text', withSubscription('"9007199254740993"'), /bare 64-bit integer/],
  ['an ID that could have been rounded', withSubscription('9007199254740992'), /digits were kept/],
  ['an ID with an exponent', withSubscription('9.007199254740993e15'), /digits were kept/],
  ['an ID past 64 bits', withSubscription('9223372036854775809'), /digits were kept/],
  [
    'a fault that no switch made',
    post(verify, credentials, 500, '{"errorCode":99500,"errorMessage":"no"}'),
    /500 without a switch/,
  ],
])('%s is a fault', (_, exchange, fault) => {
  expect(judge(exchange).faults.join('; ')).toMatch(fault);
});

const forced = (status: number, responseBody = '{"errorCode":99500,"errorMessage":"no"}'): Exchange => ({
  ...post(verify, credentials, status, responseBody),
  forced: true,
});
const allForced = [forced(429), forced(500), forced(502), forced(504), forced(200, '<html>')];
const small: typeof document = {
  paths: {
    [verify]: { post: { responses: { 202: {}, 403: {}, 429: {}, 500: {}, 502: {}, 504: {} } } },
    '/other': { get: { responses: { 200: {} } } },
  },
};
const played = { ...signedIn, journey: true };
const refused = post(verify, credentials, 403, '{"errorCode":20005,"errorMessage":"no"}');

test('a run that reached every required status passes', () => {
  const report = checkExchanges([played, refused, ...allForced], small, judge, ['/processes/login']);
  expect(report.failures).toEqual([]);
  expect(report.reached.get('POST /processes/login/verify')).toEqual(
    new Map([
      ['202', 1],
      ['403', 1],
    ]),
  );
});

test('a status that was never reached fails the run, and one that was forced does not count', () => {
  const denied = { ...refused, forced: true };
  const report = checkExchanges([played, denied, ...allForced], small, judge, ['/processes/login']);
  expect(report.failures).toEqual(['POST /processes/login/verify → 403: never exercised']);
});

test('an operation that was never called fails the run with each of its statuses', () => {
  const report = checkExchanges(allForced, small, judge, ['/processes/login', '/other']);
  expect(report.failures).toEqual([
    'POST /processes/login/verify: no journey through the demo has used it',
    'POST /processes/login/verify → 202: never exercised',
    'POST /processes/login/verify → 403: never exercised',
    'GET /other: no journey through the demo has used it',
    'GET /other → 200: never exercised',
  ]);
});

test('an operation that only tables have called fails the run', () => {
  const report = checkExchanges([signedIn, refused, ...allForced], small, judge, ['/processes/login']);
  expect(report.failures).toEqual(['POST /processes/login/verify: no journey through the demo has used it']);
});

test('switches that were never used fail the run', () => {
  const report = checkExchanges([played, refused, forced(429)], small, judge, ['/processes/login']);
  expect(report.failures).toEqual([
    'POST /processes/login/verify → 500: never forced by a switch',
    'POST /processes/login/verify → 502: never forced by a switch',
    'POST /processes/login/verify → 504: never forced by a switch',
    'broken: never forced by a switch',
  ]);
});

test('the same fault is told once, with its number and without the query', () => {
  const bad = get('/sessions/unknown?sessionToken=secret', 200, '{}');
  const report = checkExchanges([bad, bad, played, refused, ...allForced], small, judge, ['/processes/login']);
  expect(report.failures).toEqual(['GET /sessions/unknown → 200: no operation of the document (2 times)']);
});

test('the report lists every operation and status with its count, and forced ones apart', () => {
  const report = checkExchanges([signedIn, signedIn, ...allForced], small, judge, ['/processes/login']);
  const [own, apart] = reportText(report, small).split('## Forced');
  expect(own).toContain('- POST /processes/login/verify → 403: never exercised');
  expect(own).toContain('| POST /processes/login/verify | 202 | 2 |');
  expect(own).toContain('| POST /processes/login/verify | 403 | 0 |');
  expect(own).not.toContain('| 500 |');
  expect(apart).toContain('| POST /processes/login/verify | 500 | 1 |');
  expect(apart).toContain('| POST /processes/login/verify | broken | 1 |');
});
