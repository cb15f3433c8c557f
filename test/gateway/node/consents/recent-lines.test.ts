import { expect, test } from 'vitest';
import { RecentLines } from '../../../../src/gateway/node/consents/recent-lines.js';

test('of more than 8 MiB the oldest lines are forgotten, never the newest', async () => {
  const lines = new RecentLines();
  const place = { file: '1:1', offset: 0, bytes: Buffer.from('x') };
  const [old, recent, newest] = ['a', 'b', 'c'].map((letter) => Buffer.alloc(3 * 1024 * 1024, letter));
  for (const each of [old, recent, newest]) lines.add(each!, place);
  // The file was cut.
  const empty = { read: () => Promise.resolve({ bytesRead: 0 }) } as never;
  // The parts themselves: to compare millions of bytes takes a minute.
  const isLeft = async (...parts: (Buffer | undefined)[]) => {
    const lost = await lines.lostFrom(empty, '1:1');
    return lost.length === parts.length && lost.every((part, index) => part === parts[index]);
  };
  expect(await isLeft(recent, newest)).toBe(true);
  const huge = Buffer.alloc(9 * 1024 * 1024);
  lines.add(huge, place);
  expect(await isLeft(huge)).toBe(true);
});
