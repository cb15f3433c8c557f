import { expect, test } from 'vitest';
import { senderNetwork } from '../../../src/gateway/request/sender-network.js';

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['203.0.113.7:4711', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:DB8:0001:2::1', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['64:ff9b::203.0.113.7', '64:ff9b:0:0'],
  ['[2001:db8:1:2::1]:443', '2001:db8:1:2'],
])('%s is of the network %s', (address, network) => {
  expect(senderNetwork(address)).toBe(network);
});

test.each([
  undefined,
  'unknown',
  '127.0.0.1',
  '::1',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.1',
  '192.168.1.1',
  '169.254.1.1',
  '100.64.0.1',
  'fd12::1',
  'fe80::1%eth0',
  '::ffff:10.0.0.1',
])('%s says nothing of a sender', (address) => {
  expect(senderNetwork(address)).toBeUndefined();
});

test.each(['172.15.0.1', '172.32.0.1', '100.63.0.1', '100.128.0.1', '11.0.0.1'])('%s is anybody’s', (address) => {
  expect(senderNetwork(address)).toBe(address);
});
