/** What the hosted API of this part replies with: bombs, and beside each an ordinary reply of the same bytes. */
import assert from 'node:assert/strict';
import { encode } from 'fast-png';
import { encodeQR } from 'qr';
import { deflateSync } from 'node:zlib';
import { longestImage } from '../../../src/gateway/process/two-factor-image.js';
import { longestStep } from '../../../src/gateway/upstream/reply-limits.js';

const uri = 'otpauth://totp/Example%20News:reader@example.org?secret=JBSWY3DPEHPK3PXP&issuer=Example%20News';

/** A PNG, 8-bit grey, dark where the predicate says so. */
function picture(size: number, isDark: (x: number, y: number) => boolean): Buffer {
  const data = Uint8Array.from({ length: size * size }, (_, at) =>
    isDark(at % size, Math.floor(at / size)) ? 0 : 255,
  );
  return Buffer.from(encode({ width: size, height: size, channels: 1, depth: 8, data }));
}
/** As a set-up has it. */
function barCode(): Buffer {
  const grid = encodeQR(uri, 'raw', { border: 4 });
  return picture(grid.length * 6, (x, y) => grid[Math.floor(y / 6)]?.[Math.floor(x / 6)] === true);
}
/** Where a finder pattern is dark, 7 by 7 modules within a white frame. */
const isFinder = (x: number, y: number): boolean => {
  const ring = Math.max(Math.abs(x - 3), Math.abs(y - 3));
  return ring !== 2 && ring < 4;
};

/** A small picture whose data inflate to 26 MB, in a little less than the longest picture. */
function inflating(): Buffer {
  const small = barCode();
  const [start, end] = [small.indexOf('IDAT') - 4, small.indexOf('IEND') - 4];
  const data = deflateSync(Buffer.alloc(650 * longestImage), { level: 9 });
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length);
  head.write('IDAT', 4, 'latin1');
  const bomb = Buffer.concat([small.subarray(0, start), head, data, Buffer.alloc(4), small.subarray(end)]);
  assert.ok(bomb.length > longestImage / 2 && bomb.toString('base64').length <= longestImage);
  return bomb;
}

const step = (image: Buffer) => ({
  token: 'step-token',
  nextStep: 'ADD_TWO_FACTOR',
  twoFactorBarCodeImage: image.toString('base64'),
});
const limited = (items: readonly object[]) => ({ activeSessions: { items }, removalToken: 'removal-token' });
const device = (index: number) => ({
  sessionId: `s${index}`,
  os: 'Windows 11',
  browser: 'Firefox 140',
  createdAt: '2026-11-01T10:00:00Z',
});
/** As many as fit into a reply. */
const many = (item: object): object[] =>
  Array<object>(Math.floor((longestStep - 100) / (JSON.stringify(item).length + 1))).fill(item);
const long = 'x'.repeat(Math.floor(longestStep / 3) - 200);

const ordinaryList = limited([1, 2, 3, 4, 5].map(device));
const ordinaryStep = step(barCode());

/** What is replied to who → a bomb, and an ordinary reply. */
const pairs: Readonly<Record<string, readonly [bomb: object, calm: object]>> = {
  many: [limited(many({ sessionId: 's' })), ordinaryList],
  parsed: [limited(Array.from({ length: 150 }, (_, index) => device(index))), ordinaryList],
  long: [limited([{ sessionId: 's', os: long, browser: long, createdAt: long }]), ordinaryList],
  inflates: [step(inflating()), ordinaryStep],
  large: [step(picture(500, (x, y) => (x ^ y) % 3 === 0)), ordinaryStep],
  finders: [step(picture(630, (x, y) => isFinder(Math.floor(x / 4) % 9, Math.floor(y / 4) % 9))), ordinaryStep],
};

/** Identifier → the body of the reply to its sign-in. Of a pair both have the same length, by a field that nobody knows. */
export const replies: ReadonlyMap<string, Buffer> = new Map(
  Object.entries(pairs).flatMap(([what, [bomb, calm]]) => {
    const length = Math.max(...[bomb, calm].map((each) => JSON.stringify({ padding: '', ...each }).length));
    return Object.entries({ bomb, calm }).map(([kind, reply]): [string, Buffer] => {
      const missing = length - JSON.stringify({ padding: '', ...reply }).length;
      return [`${kind}-${what}@example.org`, Buffer.from(JSON.stringify({ padding: 'x'.repeat(missing), ...reply }))];
    });
  }),
);
