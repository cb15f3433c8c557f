/**
 * Attacks by the hosted API, or by who answers in its place. They prove that no list, text or picture makes the gateway work, store or answer
 * out of proportion to an ordinary reply of the same bytes, and that whatever is beyond the limits in docs/hosted-api.md is not looked at.
 */
import { encode } from 'fast-png';
import { encodeQR } from 'qr';
import { expect, test } from 'vitest';
import { longestStep } from '../../src/gateway/upstream/reply-limits.js';
import {
  credentials,
  error,
  flowCookies,
  json,
  limit,
  person,
  session,
  site,
  start,
  step,
} from '../gateway/support/harness.js';
import { countOperations } from './count-operations.js';

const many = (count: number, more: object = {}) =>
  Array.from({ length: count }, (_, index) => ({ sessionId: `s${index}`, ...more }));
/** A reply with so many bytes, by a field that nobody reads. */
async function padded(reply: Response, length: number): Promise<Response> {
  const text = await reply.text();
  return json({ padding: 'x'.repeat(length - text.length - 13), ...(JSON.parse(text) as object) }, reply.status);
}

interface Cost {
  operations: number;
  status: number;
  /** Characters of the answer. */
  answer: number;
}
/** What a sign-in costs that is answered with this. */
async function cost(reply: () => Response | Promise<Response>): Promise<Cost> {
  const news = site({ '/processes/login/verify': reply });
  // The settings and the codecs are loaded once.
  await news.post('login/start', credentials);
  let [status, answer] = [0, 0];
  const { all } = await countOperations(async () => {
    const response = await news.post('login/start', credentials);
    status = response.status;
    answer = (await response.text()).length;
  });
  return { operations: all, status, answer };
}

const ordinary = () => limit(many(5, { os: 'Windows', browser: 'Firefox', createdAt: '2026-11-01T10:00:00Z' }));
const longest = () => 'x'.repeat(longestStep / 4);
/** The most that each member of the reply may be, within the bytes of a reply. */
const lists: readonly [string, () => Response][] = [
  ['as many sessions as have room', () => limit(many(8_500))],
  ['as many sessions as have room, of which none is one', () => limit(Array(60_000).fill(1) as object[])],
  ['as many sessions as are parsed', () => limit(many(480))],
  ['sessions with long texts', () => limit(many(1, { os: longest(), browser: longest(), createdAt: longest() }))],
  [
    'a hundred sessions with texts',
    () => limit(many(100, { os: 'x'.repeat(600), browser: 'y'.repeat(600), createdAt: 'z'.repeat(600) })),
  ],
  ['sessions in sessions', () => limit([JSON.parse('[{"a":'.repeat(500) + '1' + '}]'.repeat(500)) as object])],
];
test.each(lists)('a list of %s costs hardly more than an ordinary reply of the same bytes', async (_what, reply) => {
  const { length } = await reply().text();
  expect(length).toBeLessThanOrEqual(longestStep);
  const [bomb, calm] = [await cost(reply), await cost(() => padded(ordinary(), length))];
  expect(calm.status).toBe(200);
  expect(bomb.operations).toBeLessThanOrEqual(calm.operations + 7_000);
  expect(bomb.answer).toBeLessThanOrEqual(45_000);
});

test('of hundreds of sessions the first fifty are shown, their texts cut', async () => {
  const news = site({ '/processes/login/verify': () => limit(many(200, { os: 'x'.repeat(120) })) });
  const { sessions } = (await (await news.post('login/start', credentials)).json()) as { sessions: object[] };
  expect(sessions).toHaveLength(50);
  expect(sessions[49]).toEqual({ id: 's49', os: 'x'.repeat(100) });
  const [name = ''] = flowCookies(news);
  expect(name.length + (news.cookies.get(name)?.length ?? 0)).toBeLessThanOrEqual(800);
});

test.each([4_000, 400_000])('a list of %i sessions is refused before it is parsed', async (count) => {
  const news = site({ '/processes/login/verify': () => limit(many(count)) });
  const response = await news.post('login/start', credentials);
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([502, 'upstream-failed']);
  expect(news.log).toContainEqual(expect.objectContaining({ event: 'upstream-failure', reason: 'too large' }));
});

test('long names of a customer are cut', async () => {
  const long = { firstName: 'f'.repeat(50_000), lastName: 'l'.repeat(50_000), username: 'u'.repeat(50_000) };
  const news = site({
    '/processes/login/verify': () => session(),
    '/sessions/customerData': () => json({ ...person, ...long }),
  });
  const answer = await (await news.post('login/start', credentials)).text();
  expect(answer.length).toBeLessThan(1000);
});

test('a name of a hundred characters is whole, each of two units', async () => {
  const firstName = '🛶'.repeat(100);
  const news = site({
    '/processes/login/verify': () => session(),
    '/sessions/customerData': () => json({ ...person, firstName: `${firstName}x`, lastName: firstName }),
  });
  expect(await (await news.post('login/start', credentials)).json()).toMatchObject({
    customer: { firstName, lastName: firstName },
  });
});

test('of thousands of faults in a refusal the first fifty are looked at', async () => {
  const faults = (count: number, last: string) => [...Array<object>(count).fill({ field: 'x' }), { field: last }];
  const fields = async (validationErrors: object[]) => {
    const news = site({ '/processes/login/verify': () => error(400, undefined, { validationErrors }) });
    return ((await (await news.post('login/start', credentials)).json()) as { fields?: object }).fields;
  };
  expect(await fields(faults(49, 'password'))).toEqual({ password: 'invalid' });
  expect(await fields(faults(50, 'password'))).toBeUndefined();
});

test.each([
  ['slashes', '/'.repeat(900_000)],
  ['dots', `a${'.'.repeat(900_000)}`],
  ['an address with semicolons', `a.de/${';x'.repeat(400_000)}`],
  ['stars', '*'.repeat(900_000)],
  ['at signs', '@'.repeat(900_000)],
  ['members', 'a,'.repeat(400_000)],
  ['blanks', ' '.repeat(900_000)],
])(
  'allowed domains of 900 KB of %s cost hardly more than a style sheet, and allow nobody',
  async (_what, allowedDomains) => {
    const read = async (settings: object, more: object = {}) => {
      const news = site({ '/processes/settings/sso': () => json({ settings, ...more }) });
      const { all } = await countOperations(async () => news.get('settings'));
      return { all, status: (await news.post('login/start', credentials)).status };
    };
    const [bomb, calm] = [await read({ allowedDomains }), await read({}, { style: 'x'.repeat(900_000) })];
    expect(bomb.all).toBeLessThanOrEqual(calm.all + 80_000);
    expect(bomb.status).toBe(403);
  },
);

const uri = 'otpauth://totp/News:reader@example.org?secret=JBSWY3DPEHPK3PXP';
/** A PNG in which a predicate says where it is dark. */
function png(size: number, isDark: (x: number, y: number) => boolean): string {
  const data = Uint8Array.from({ length: size * size }, (_, at) =>
    isDark(at % size, Math.floor(at / size)) ? 0 : 255,
  );
  return Buffer.from(encode({ width: size, height: size, channels: 1, data })).toString('base64');
}
const grid = encodeQR(uri, 'raw', { border: 4 });
const barCode = png(grid.length * 6, (x, y) => grid[Math.floor(y / 6)]?.[Math.floor(x / 6)] === true);
const isFinder = (x: number, y: number): boolean => {
  const ring = Math.max(Math.abs(x - 3), Math.abs(y - 3));
  return ring !== 2 && ring < 4;
};
test.each([
  ['full of finder patterns', png(612, (x, y) => isFinder(Math.floor(x / 4) % 9, Math.floor(y / 4) % 9))],
  ['full of lines', png(630, (x) => x % 8 < 4)],
  ['without anything', png(630, () => false)],
])('a picture %s is searched once, and shown as it came', async (_what, image) => {
  const set = (value: string) => () => step('ADD_TWO_FACTOR', { twoFactorBarCodeImage: value });
  const [bomb, calm] = [await cost(set(image)), await cost(set(barCode))];
  expect([bomb.status, calm.status]).toEqual([200, 200]);
  expect(bomb.operations).toBeLessThanOrEqual(calm.operations + 2000);
  expect((await start(site({ '/processes/login/verify': set(image) }))).asks).toEqual({
    image: `data:image/png;base64,${image}`,
    length: 6,
  });
});

test('a picture that is longer than any is neither read nor shown', async () => {
  const image = `${barCode}${'A'.repeat(50_000)}`;
  const news = site({ '/processes/login/verify': () => step('ADD_TWO_FACTOR', { twoFactorBarCodeImage: image }) });
  expect((await news.post('login/start', credentials)).status).toBe(502);
});
