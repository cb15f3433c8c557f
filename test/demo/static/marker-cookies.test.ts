import { expect, test, vi } from 'vitest';
import type { Marker } from '../../../demo/static/cookie-jar.js';
import {
  checkedMarkers,
  everyMarker,
  type MarkerMessage,
  pageMarkers,
  storeMarkers,
} from '../../../demo/static/marker-cookies.js';
import type { Client, Clients } from '../../../demo/static/worker-scope.js';
import { untilPasses } from '../../support/until.js';

const session: Marker = { name: 'sso_session', value: '1', until: 1_800_000_000_000, sameSite: 'Lax' };
/** Not there, or no more. */
const gone: Marker = { name: 'sso_flow', value: undefined, until: undefined, sameSite: 'Strict' };

/** A cookie store that keeps what it was given. */
function fakeStore() {
  const kept = new Map<string, unknown>();
  const set = async (cookie: CookieInit): Promise<void> => {
    if ((cookie.expires ?? Infinity) <= Date.now()) kept.delete(cookie.name);
    else kept.set(cookie.name, cookie);
  };
  return { kept, markers: storeMarkers({ set } as unknown as CookieStore) };
}

test('where the worker has a cookie store, the markers are set and deleted there', async () => {
  const { kept, markers } = fakeStore();
  await markers([{ ...gone, value: '1' }, session]);
  expect([...kept.keys()]).toEqual(['sso_flow', 'sso_session']);
  await markers([gone]);
  expect([...kept]).toEqual([
    ['sso_session', { name: 'sso_session', value: '1', path: '/', expires: 1_800_000_000_000, sameSite: 'lax' }],
  ]);
});

test.each([
  ['fails', () => Promise.reject(new TypeError('malformed'))],
  ['resolves and sets nothing', () => Promise.resolve()],
])('where the cookie store %s, the page sets them', async (_what, set) => {
  const page = vi.fn(async () => true);
  const write = checkedMarkers(storeMarkers({ set } as unknown as CookieStore), page);
  expect(await write([session], 'own')).toBe(true);
  expect(page).toHaveBeenCalledWith([session], 'own');
});

test('what no page has seen is set by the store, and not confirmed', async () => {
  const { kept, markers } = fakeStore();
  const noPage = (): Promise<boolean> => Promise.reject(new Error('no page'));
  expect(await checkedMarkers(markers, noPage)([session], '')).toBe(false);
  expect([...kept.keys()]).toEqual(['sso_session']);
  await expect(checkedMarkers(undefined, noPage)([session], '')).rejects.toThrow('no page');
});

test('a cookie store that never answers is given up after a while and not asked again, and the page sets them', async () => {
  const page = vi.fn(async () => true);
  const set = vi.fn(() => new Promise<void>(() => undefined));
  const write = checkedMarkers(storeMarkers({ set } as unknown as CookieStore, 20), page);
  await write([session, gone], 'own');
  await write([gone], 'own');
  expect(page.mock.calls).toEqual([
    [[session, gone], 'own'],
    [[gone], 'own'],
  ]);
  expect(set).toHaveBeenCalledOnce();
});

test('a cookie store that refused once is asked again', async () => {
  const set = vi.fn().mockRejectedValueOnce(new TypeError('malformed')).mockResolvedValue(undefined);
  const write = storeMarkers({ set } as unknown as CookieStore);
  await expect(write([session])).rejects.toThrow('malformed');
  await write([session]);
  expect(set).toHaveBeenCalledTimes(2);
});

test('of a jar every marker is told, those that it does not have as deleted, and nothing else', () => {
  const cookies = [
    { name: '__Host-sso_session', value: 'secret', readable: false, sameSite: 'Lax' as const },
    { ...session, value: '1', readable: true },
  ];
  expect(everyMarker(cookies)).toEqual([session, gone]);
});

/** A page that replies when it is told to. @param reply Whether it sees the markers. */
function fakePage(reply = true) {
  const told: MarkerMessage[] = [];
  let answer = (): void => undefined;
  const page: Client = {
    postMessage(message, [port]) {
      told.push(message as MarkerMessage);
      answer = () => (port as MessagePort).postMessage(reply);
    },
  };
  return { page, told, answer: () => answer() };
}
const clientsOf = (pages: Record<string, Client>): Clients => ({
  claim: async () => undefined,
  get: async (id) => pages[id],
  matchAll: async () => Object.values(pages),
});

test('where it has none, the page that asks is told, and the answer waits until it has set them', async () => {
  const [own, other] = [fakePage(), fakePage()];
  const done = vi.fn();
  const work = pageMarkers(clientsOf({ own: own.page, other: other.page }))([session, gone], 'own').then(done);
  await untilPasses(() => expect(own.told).toEqual([{ type: 'markers', markers: [session, gone] }]));
  expect(other.told).toEqual([]);
  expect(done).not.toHaveBeenCalled();
  own.answer();
  await work;
  expect(done).toHaveBeenCalledOnce();
});

test('where the page that asked is not known, any page of the site sets them', async () => {
  const other = fakePage();
  const work = pageMarkers(clientsOf({ other: other.page }))([session], 'left');
  await untilPasses(() => expect(other.told).toHaveLength(1));
  other.answer();
  await work;
});

test('a page that was left is waited for a while only, and that is a failure', async () => {
  await expect(pageMarkers(clientsOf({ own: fakePage().page }), 20)([session], 'own')).rejects.toThrow('No page');
});

test('a page that cannot set them is a failure at once, unless another one can', async () => {
  const [blocked, good] = [fakePage(false), fakePage()];
  const work = pageMarkers(clientsOf({ blocked: blocked.page }))([session], 'blocked');
  await untilPasses(() => expect(blocked.told).toHaveLength(1));
  blocked.answer();
  await expect(work).rejects.toThrow('No page');
  const both = pageMarkers(clientsOf({ blocked: blocked.page, good: good.page }))([session], '');
  await untilPasses(() => expect(good.told).toHaveLength(1));
  blocked.answer();
  good.answer();
  expect(await both).toBe(true);
});

test('without any page it is a failure at once', async () => {
  await expect(pageMarkers(clientsOf({}))([session], '')).rejects.toThrow('No page');
});
