import { expect, test } from 'vitest';
import { type ForwardedHeader, requestedHost, senderAddress } from '../../../src/gateway/node/forwarded.js';

const socket = '10.0.0.1';

/** Header of the option, headers, proxies → address. */
test.each<[ForwardedHeader, Record<string, string | string[]>, number, string]>([
  ['forwarded', { forwarded: 'for=203.0.113.7;proto=https' }, 1, '203.0.113.7'],
  ['forwarded', { forwarded: 'For="[2001:db8::1]:4711";by=10.0.0.9' }, 1, '2001:db8::1'],
  ['forwarded', { forwarded: 'for=6.6.6.6, proto=https;for=203.0.113.7' }, 1, '203.0.113.7'],
  ['forwarded', { forwarded: 'for="a,b;c", for=203.0.113.7' }, 1, '203.0.113.7'],
  ['forwarded', { forwarded: 'for=203.0.113.7, for=10.0.0.2' }, 2, '203.0.113.7'],
  ['forwarded', { forwarded: 'for=203.0.113.7' }, 0, socket],
  ['forwarded', { 'x-forwarded-for': '6.6.6.6' }, 1, socket],
  ['x-real-ip', { 'x-real-ip': '203.0.113.7', 'x-forwarded-for': '6.6.6.6' }, 1, '203.0.113.7'],
  ['x-real-ip', { 'x-real-ip': '203.0.113.7' }, 2, '203.0.113.7'],
  ['x-real-ip', { 'x-real-ip': '203.0.113.7' }, 0, socket],
  ['x-forwarded-for', { forwarded: 'for=6.6.6.6', 'x-real-ip': '6.6.6.6' }, 1, socket],
  ['x-forwarded-for', { 'x-forwarded-for': '6.6.6.6, 203.0.113.7' }, 1, '203.0.113.7'],
])('by %s, %j behind %i proxies comes from %4$s', (forwardedHeader, headers, trustedProxies, address) => {
  expect(senderAddress(socket, headers, { trustedProxies, forwardedHeader })).toBe(address);
});

test('a sender whom the proxy does not name has no address, and none is made up', () => {
  for (const value of ['for=unknown', 'for=_hidden', 'proto=https'])
    expect(senderAddress(socket, { forwarded: value }, { trustedProxies: 1, forwardedHeader: 'forwarded' })).toBeOneOf([
      undefined,
      socket,
    ]);
});

test.each<[ForwardedHeader, Record<string, string>, number, string | undefined]>([
  ['x-forwarded-for', { host: 'a.example', 'x-forwarded-host': 'b.example' }, 0, 'a.example'],
  ['x-forwarded-for', { host: 'a.example', 'x-forwarded-host': 'b.example' }, 1, 'b.example'],
  ['x-forwarded-for', { host: 'a.example:8443' }, 1, 'a.example:8443'],
  ['forwarded', { host: 'a.example', forwarded: 'for=1.1.1.1;host=b.example' }, 1, 'b.example'],
  ['forwarded', { host: 'a.example', forwarded: 'for=1.1.1.1', 'x-forwarded-host': 'c.example' }, 1, 'a.example'],
  ['x-forwarded-for', {}, 1, undefined],
])('by %s, %j behind %i proxies was sent to %s', (forwardedHeader, headers, trustedProxies, host) => {
  expect(requestedHost(headers, { trustedProxies, forwardedHeader })).toBe(host);
});
