import { expect, test } from 'vitest';
import { httpFacts, loggingData } from '../../../src/gateway/request/client-facts.js';
import { credentials, origin, session, site } from '../support/harness.js';

const allowed = { origins: [origin], sources: ['newsletter', 'paywall'] };
const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0';

test('system, browser, address, source and page are passed on', () => {
  const facts = { userAgent: firefox, address: '203.0.113.7' };
  const body = { source: 'paywall', page: `${origin}/artikel/1?utm=x#top` };
  expect(loggingData(facts, body, allowed)).toEqual({
    os: 'Windows 10',
    browser: 'Firefox 128.0',
    ipAddress: '203.0.113.7',
    source: 'paywall',
    sourceUrl: `${origin}/artikel/1`,
  });
});

test('what is not known is left out', () => {
  expect(loggingData({}, {}, allowed)).toEqual({});
  expect(loggingData({ userAgent: 'x' }, {}, allowed)).toEqual({});
  expect(loggingData({ userAgent: '' }, {}, allowed)).toEqual({});
});

test.each([
  ['a source that is not configured', { source: 'evil' }],
  ['a page of another origin', { page: 'https://evil.example/a' }],
  ['a page that is no address', { page: 'artikel' }],
])('%s is left out', (_name, body) => {
  expect(loggingData({}, body, allowed)).toEqual({});
});

test.each(['2001:db8::1', '::ffff:203.0.113.7', '203.0.113.7'])('the address %s is passed on', (address) => {
  expect(loggingData({ address }, {}, allowed)).toEqual({ ipAddress: address });
});
test.each(['unknown', '_hidden', '<script>', '1.2.3.4, 5.6.7.8'])('the address %j is left out', (address) => {
  expect(loggingData({ address }, {}, allowed)).toEqual({});
});

test('texts are cut to the limits', () => {
  const page = `${origin}/${'a'.repeat(3000)}`;
  expect(loggingData({ address: '1'.repeat(99) }, { page }, allowed)).toEqual({
    ipAddress: '1'.repeat(45),
    sourceUrl: page.slice(0, 2000),
  });
  const long = loggingData({ userAgent: `${firefox} ${'x'.repeat(100_000)}` }, {}, allowed);
  expect(long).toEqual({ os: 'Windows 10', browser: 'Firefox 128.0' });
});

test('the address comes from the host of the gateway, never from a header', () => {
  const request = new Request(origin, {
    headers: { 'X-Forwarded-For': '1.1.1.1', 'User-Agent': 'UA', Origin: origin, 'Sec-Fetch-Site': 'none' },
  });
  expect(httpFacts(request, { address: '203.0.113.7' })).toEqual({
    origin,
    fetchSite: 'none',
    userAgent: 'UA',
    address: '203.0.113.7',
  });
  for (const env of [undefined, null, {}, { address: 1 }, 'x']) expect(httpFacts(request, env).address).toBeUndefined();
});

test('the logging data goes into each call of the login', async () => {
  const news = site({ '/processes/login/verify': () => session() }, { sources: ['paywall'] });
  await news.request('POST', 'login/start', {
    body: { ...credentials, source: 'paywall', page: `${origin}/a?b` },
    headers: { 'User-Agent': firefox },
    env: { address: '203.0.113.7' },
  });
  expect(news.to('/processes/login/verify')[0]?.body).toEqual({
    os: 'Windows 10',
    browser: 'Firefox 128.0',
    ipAddress: '203.0.113.7',
    source: 'paywall',
    sourceUrl: `${origin}/a`,
    email: credentials.identifier,
    password: credentials.password,
  });
});
