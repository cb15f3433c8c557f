import { decode, encode } from 'fast-png';
import { encodeQR } from 'qr';
import { decodeQR } from 'qr/decode.js';
import { deflateSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { inflateAtMost, readPng } from '../../../src/gateway/process/read-png.js';
import {
  createImageReader,
  drawBarCode,
  originalImage,
  readBarCode,
} from '../../../src/gateway/process/two-factor-image.js';
import { session, site, start, step, stepToken } from '../support/harness.js';

const uri = 'otpauth://totp/Example%20News:reader@example.org?secret=JBSWY3DPEHPK3PXP&issuer=Example%20News';
type Depth = 1 | 2 | 4 | 8 | 16;

/** A bar code as a PNG of any colour type and depth. Dark modules are 1 in the grid. */
function png(
  text: string,
  channels: 1 | 2 | 3 | 4,
  depth: Depth,
  options: { palette?: [number, number, number][]; scale?: number; seeThrough?: boolean } = {},
): string {
  const { palette, scale = 4, seeThrough = false } = options;
  const grid = encodeQR(text, 'raw', { border: 4 });
  const size = grid.length * scale;
  const white = palette ? 1 : 2 ** depth - 1;
  const opaque = 2 ** depth - 1;
  const rows: number[][] = Array.from({ length: size }, (_, y) =>
    Array.from({ length: size }, (_unused, x) => {
      const dark = grid[Math.floor(y / scale)]?.[Math.floor(x / scale)] === true;
      const value = dark || seeThrough ? 0 : white;
      const alpha = dark || !seeThrough ? opaque : 0;
      return channels === 1
        ? [value]
        : channels === 2
          ? [value, alpha]
          : channels === 3
            ? [value, value, value]
            : [value, value, value, alpha];
    }).flat(),
  );
  const pack = (row: number[]) => {
    if (depth >= 8) return row;
    const bytes: number[] = [];
    row.forEach((sample, index) => {
      const bit = index * depth;
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (sample << (8 - depth - (bit & 7)));
    });
    return bytes;
  };
  const data = rows.flatMap(pack);
  const bytes = encode({
    width: size,
    height: size,
    channels,
    depth,
    data: depth === 16 ? Uint16Array.from(data) : Uint8Array.from(data),
    ...(palette && { palette }),
  });
  return Buffer.from(bytes).toString('base64');
}

test.each([
  ['grey, 1 bit', png(uri, 1, 1)],
  ['grey, 2 bits', png(uri, 1, 2)],
  ['grey, 4 bits', png(uri, 1, 4)],
  ['grey, 8 bits', png(uri, 1, 8)],
  ['grey, 16 bits', png(uri, 1, 16)],
  ['grey with alpha', png(uri, 2, 8)],
  ['grey with alpha, see-through', png(uri, 2, 8, { seeThrough: true })],
  ['colour', png(uri, 3, 8)],
  ['colour, 16 bits', png(uri, 3, 16)],
  ['colour with alpha', png(uri, 4, 8)],
  ['colour with alpha, see-through', png(uri, 4, 8, { seeThrough: true })],
  ['small', png(uri, 3, 8, { scale: 2 })],
  ['large', png(uri, 3, 8, { scale: 12 })],
])('a bar code is read from a PNG: %s', async (_name, image) => {
  expect(await readBarCode(image)).toBe(uri);
  expect(await readBarCode(`data:image/png;base64,${image}`)).toBe(uri);
});

const twoColours: [number, number, number][] = [
  [10, 20, 30],
  [250, 250, 250],
];

test.each([1, 8] as const)('a bar code is read from a PNG with a palette of %i bits', async (depth) => {
  const image = png(uri, 1, depth, { palette: twoColours });
  expect(decode(Buffer.from(image, 'base64')).palette).toHaveLength(2);
  expect(await readBarCode(image)).toBe(uri);
});

test('a colour that the palette does not have is black, and no error', async () => {
  expect(await readBarCode(png(uri, 1, 8, { palette: [[0, 0, 0]] }))).toBeUndefined();
});

const claims = (width: number, height: number) => {
  const bytes = Buffer.from(png(uri, 1, 8), 'base64');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes.toString('base64');
};
test.each([
  ['nothing', ''],
  ['no base64', '<svg>'],
  ['another picture', Buffer.from('GIF89a').toString('base64')],
  ['a PNG that breaks off', png(uri, 1, 8).slice(0, 60)],
  ['a PNG without a header', 'iVBORw0KGgo='],
  ['a PNG that claims to be huge', claims(100_000, 100_000)],
  ['a PNG with another size than it claims', claims(10, 10)],
  [
    'a PNG without a bar code',
    Buffer.from(encode({ width: 50, height: 50, channels: 1, data: new Uint8Array(2500).fill(255) })).toString(
      'base64',
    ),
  ],
  ['a bar code of another address', png('https://evil.example/', 1, 8)],
  ['a bar code with a script', png('javascript:alert(1)', 1, 8)],
  ['a bar code with spaces', png('otpauth://totp/a b?secret=X', 1, 8)],
  ['too long a text', `iVBORw0KGgo${'A'.repeat(500_000)}`],
])('from %s no address is read', async (_name, image) => {
  expect(await readBarCode(image)).toBeUndefined();
});

/** Whether an image is decompressed, to how many bytes at most, and searched for a bar code. */
async function workOn(image: string) {
  const [inflate, search] = [vi.fn(inflateAtMost), vi.fn(decodeQR)];
  await readBarCode(image, async () => ({ readPng: (bytes) => readPng(bytes, inflate), decodeQR: search }));
  return {
    inflated: inflate.mock.calls.map(([, most]) => most),
    searched: search.mock.calls.map(([{ width, height }]) => [width, height]),
  };
}

test.each([
  [1000, 401],
  [400_001, 1],
  [100_000, 100_000],
  [2 ** 31, 2 ** 31],
  [0, 0],
])('an image that claims %i by %i pixels is not even decompressed', async (width, height) => {
  expect(await workOn(claims(width, height))).toEqual({ inflated: [], searched: [] });
});

test('nor is one whose rows would have too many bytes', async () => {
  const image = encode({ width: 600, height: 600, channels: 4, data: new Uint8Array(600 * 600 * 4) });
  expect(await workOn(Buffer.from(image).toString('base64'))).toEqual({ inflated: [], searched: [] });
});

test('an image of the largest size that is read is decompressed, and searched in a smaller form', async () => {
  const image = encode({ width: 1000, height: 400, channels: 1, data: new Uint8Array(400_000).fill(255) });
  expect(await workOn(Buffer.from(image).toString('base64'))).toEqual({
    inflated: [400_400],
    searched: [[250, 100]],
  });
});

/** A picture whose data are replaced. */
function withData(data: Buffer): string {
  const whole = Buffer.from(png(uri, 1, 8), 'base64');
  const [start, end] = [whole.indexOf('IDAT') - 4, whole.indexOf('IEND') - 4];
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length);
  head.write('IDAT', 4, 'latin1');
  return Buffer.concat([whole.subarray(0, start), head, data, Buffer.alloc(4), whole.subarray(end)]).toString('base64');
}

test('of a picture that inflates without an end no more is inflated than its header claims', async () => {
  const image = withData(deflateSync(Buffer.alloc(20_000_000)));
  expect(image.length).toBeLessThan(40_000);
  const size = encodeQR(uri, 'raw', { border: 4 }).length * 4;
  expect(await workOn(image)).toEqual({ inflated: [size * (size + 1)], searched: [] });
  expect(await inflateAtMost(new Uint8Array(deflateSync(Buffer.alloc(1001))), 1000)).toBeUndefined();
  expect(await inflateAtMost(new Uint8Array(deflateSync(Buffer.alloc(1000))), 1000)).toHaveLength(1000);
});

test.each([
  ['less data than its header claims', deflateSync(Buffer.alloc(100))],
  ['data that are none', Buffer.from('nonsense')],
  ['a filter that there is not', deflateSync(Buffer.alloc(196 * 197, 5))],
])('no address is read from a PNG with %s', async (_what, data) => {
  expect(await readBarCode(withData(data))).toBeUndefined();
});

test('a picture in thousands of parts is not put together', async () => {
  const whole = Buffer.from(png(uri, 1, 8), 'base64');
  const empty = Buffer.from([0, 0, 0, 0, ...Buffer.from('IDAT'), 0, 0, 0, 0]);
  const parts = [whole.subarray(0, 33), ...Array<Buffer>(300).fill(empty), whole.subarray(33)];
  expect(await workOn(Buffer.concat(parts).toString('base64'))).toEqual({ inflated: [], searched: [] });
});

test.each([0, 1, 2, 3, 4])('rows are read whose filter is number %i', async (filter) => {
  const { width, height, data } = decode(Buffer.from(png(uri, 3, 8), 'base64'));
  const stride = width * 3;
  const at = (row: number, index: number) => (row < 0 || index < 0 ? 0 : Number(data[row * stride + index]));
  const rows = Array.from({ length: height }, (_, row) => [
    filter,
    ...Array.from({ length: stride }, (_unused, index) => {
      const [left, above, corner] = [at(row, index - 3), at(row - 1, index), at(row - 1, index - 3)];
      const guess = left + above - corner;
      const nearest =
        [left, above, corner].sort((one, other) => Math.abs(guess - one) - Math.abs(guess - other))[0] ?? 0;
      const predicted = [0, left, above, Math.floor((left + above) / 2), nearest][filter] ?? 0;
      return (at(row, index) - predicted) & 255;
    }),
  ]);
  const image = Buffer.from(withData(deflateSync(Uint8Array.from(rows.flat()))), 'base64');
  image.writeUInt8(2, 25);
  expect(await readBarCode(image.toString('base64'))).toBe(uri);
});

test('of an interlaced picture no address is read', async () => {
  const image = Buffer.from(png(uri, 1, 8), 'base64');
  image.writeUInt8(1, 28);
  expect(await workOn(image.toString('base64'))).toEqual({ inflated: [], searched: [] });
});

test('three pictures a second are searched, and those beyond are not even looked at', async () => {
  let now = 0;
  const read = createImageReader(() => now);
  const image = png(uri, 1, 8);
  const found = async () => (await Promise.all(Array.from({ length: 8 }, () => read(image)))).filter(Boolean).length;
  expect(await found()).toBe(3);
  now = 999;
  expect(await found()).toBe(0);
  now = 1000;
  expect(await found()).toBe(3);
});

test('an address is drawn as a bar code that can be read again', async () => {
  const drawn = await drawBarCode(uri);
  expect(drawn).toMatchObject({ uri, key: 'JBSWY3DPEHPK3PXP' });
  expect(drawn.image).toMatch(/^data:image\/svg\+xml,/);
  const svg = decodeURIComponent(drawn.image.slice('data:image/svg+xml,'.length));
  expect(svg).toMatch(/<svg[^>]+viewBox/);
  expect(svg).not.toContain('<script');
  expect(decodeQR({ ...rastered(uri) })).toBe(uri);
});
/** What the drawing stands for, as pixels: SVG is not rendered here. */
function rastered(text: string) {
  const { width, height, data } = decode(Buffer.from(png(text, 4, 8), 'base64'));
  return { width, height, data: Uint8Array.from(data) };
}

test('an address without a secret has no key to show', async () => {
  expect(await drawBarCode('otpauth://totp/x')).not.toHaveProperty('key');
});

test.each([
  [png(uri, 1, 8), /^data:image\/png;base64,iVBORw0KGgo/],
  [`data:image/png;base64,${png(uri, 1, 8)}`, /^data:image\/png;base64,iVBORw0KGgo/],
  ['/9j/4AAQSkZJRg==', /^data:image\/jpeg;base64,\/9j\//],
  ['R0lGODlhAQABAAAAACw=', /^data:image\/gif;base64,R0lGOD/],
])('a picture is handed on as a data address (%#)', (image, address) => {
  expect(originalImage(image)).toMatch(address);
});
test.each(['', 'PHN2Zz4=', 'data:text/html;base64,PGh0bWw+', 'iVBORw0KGgo"><script>'])('%j is no picture', (image) => {
  expect(originalImage(image)).toBeUndefined();
});

const setUp = (image: unknown) =>
  site({
    '/processes/login/verify': () => step('ADD_TWO_FACTOR', { twoFactorBarCodeImage: image }),
    '/processes/login/verifyTwoFactorAuth': () => session(),
  });

test('the set-up of two-factor shows the code as image, address and key, also after a reload', async () => {
  const news = setUp(png(uri, 3, 8));
  const answer = await start(news);
  expect(answer.asks).toEqual({
    image: expect.stringMatching(/^data:image\/svg/),
    uri,
    key: 'JBSWY3DPEHPK3PXP',
    length: 6,
  });
  expect(((await (await news.get('flow')).json()) as { flows: object[] }).flows).toEqual([
    { address: 'r•••@e•••.org', answer },
  ]);
  const name = `__Host-sso_flow_${answer.flow}`;
  expect(name.length + (news.cookies.get(name)?.length ?? 0)).toBeLessThanOrEqual(800);
  expect((await news.post('login/two-factor', { flow: answer.flow, code: '123 456' })).status).toBe(200);
  expect(news.to('/processes/login/verifyTwoFactorAuth')[0]?.body).toEqual({
    token: stepToken,
    twoFactorToken: '123456',
  });
});

test('an image that cannot be read is shown as it came; its step works, but cannot be resumed', async () => {
  const image = '/9j/4AAQSkZJRg==';
  const news = setUp(image);
  const answer = await start(news);
  expect(answer.asks).toEqual({ image: `data:image/jpeg;base64,${image}`, length: 6 });
  expect(await (await news.get('flow')).json()).toEqual({ kind: 'flows', flows: [] });
  expect((await news.post('login/two-factor', { flow: answer.flow, code: '1' })).status).toBe(200);
});

test('an address too long for the cookie is shown, but cannot be resumed', async () => {
  const long = `${uri}&image=${'x'.repeat(500)}`;
  const news = setUp(png(long, 1, 8));
  expect((await start(news)).asks['uri']).toBe(long);
  expect(await (await news.get('flow')).json()).toEqual({ kind: 'flows', flows: [] });
});

test.each([undefined, '', 'nonsense', 5])('without an image (%j) nothing can be set up', async (image) => {
  const response = await setUp(image).post('login/start', { identifier: 'r', password: 'p' });
  expect(response.status).toBe(502);
});
