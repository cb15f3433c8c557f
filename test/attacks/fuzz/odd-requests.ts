/** Requests that no browser sends: paths, methods, headers and cookies that were bent. */
import type { Dice } from './dice.js';
import { oddText, oddWord } from './odd-values.js';

/** A request before it is sent: in a process or over a socket. */
export interface FuzzedRequest {
  method: string;
  /** Path and query, as they are written into the request line. */
  target: string;
  headers: [name: string, value: string][];
  body?: Uint8Array<ArrayBuffer>;
}

const paths: readonly ((dice: Dice, path: string) => string)[] = [
  (_dice, path) => path.replace(/\/(?=[^/]*$)/, '%2f'),
  (_dice, path) => path.replace(/\w(?=[^/]*$)/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  (_dice, path) => path.replace('/', '//'),
  (_dice, path) => path.replace('/', '/./'),
  (_dice, path) => `/x/..${path}`,
  (_dice, path) => `/x/%2e%2e${path}`,
  (_dice, path) => path.replaceAll('/', '\\'),
  (_dice, path) => `${path}%00`,
  (_dice, path) => `${path}%c0%af`,
  (_dice, path) => `${path}%`,
  (_dice, path) => `${path};x=1`,
  (_dice, path) => `${path}/`,
  (_dice, path) => `${path}//`,
  (_dice, path) => path.toUpperCase(),
  (_dice, path) => `${path}/${'a/'.repeat(3000)}`,
  (_dice, path) => `${path}?${'a=b&'.repeat(3000)}`,
  (_dice, path) => `${path}?flow=1&flow=2&__proto__=3`,
  (_dice, path) => `${path}?language=de&language=en&not=x`,
  (dice, path) => `${path}?x=${encodeURIComponent(oddWord(dice))}`,
  (dice, path) => `${path}?%ff%fe=${'%'.repeat(dice.below(9))}`,
  () => '/',
  () => '/.git/config',
  () => '/sso/%2e%2e/%2e%2e/etc/passwd',
];
export const oddPath = (dice: Dice, path: string): string => dice.pick(paths)(dice, path);

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'post', 'X'];
export const oddMethod = (dice: Dice): string => dice.pick(methods);

/** Names of headers that the gateway, or what stands before it, could take notice of → values that a sender may write into them. */
const headers: Readonly<Record<string, readonly string[]>> = {
  Origin: ['null', 'https://evil.example', 'https://news.example.org.evil.example', 'http://news.example.org', '', '*'],
  'Sec-Fetch-Site': ['cross-site', 'same-site', 'none', '', 'SAME-ORIGIN', 'same-origin, same-origin'],
  'Sec-Fetch-Dest': ['document', 'iframe', 'script', 'empty', ''],
  'Sec-Fetch-Mode': ['navigate', 'cors', 'no-cors'],
  'X-SSO-Request': ['', '0', '1, 1', '2', '999999999', 'x', ' 1'],
  'Content-Type': [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-7',
    'application/json, text/plain',
    'application/jsonp',
    'APPLICATION/JSON',
    '',
  ],
  'Content-Encoding': ['gzip', 'br', 'identity', 'deflate, gzip'],
  'Content-Length': ['0', '1', '99999999999', '-1', '1e3', 'x'],
  Host: ['evil.example', 'news.example.org:1', 'news.example.org, evil.example', '[::1', 'a b', ''],
  Forwarded: ['for=203.0.113.9;host=evil.example;proto=https', 'for="[::1', ';;;,,,'],
  'X-Forwarded-For': ['203.0.113.9', '::1%eth0', '1.2.3.4, '.repeat(400), 'x'],
  'X-Forwarded-Host': ['evil.example', 'evil.example, news.example.org'],
  'X-Forwarded-Proto': ['http', 'javascript'],
  'X-Original-URL': ['/sso/settings'],
  'X-HTTP-Method-Override': ['DELETE'],
  'Accept-Encoding': ['gzip;q=x, br;q=-1', '*', 'a,'.repeat(500)],
  'Accept-Language': ['de;q=0.1,'.repeat(200), '\u00e4'],
  'If-None-Match': ['*', '"x"', 'W/"', '"'.repeat(300)],
  'If-Match': ['*', '"x"', ''],
  'User-Agent': ['', 'x'.repeat(5000), 'Mozilla/5.0 '.repeat(300), '(((((((((((((((((((('],
  Authorization: ['Basic eA==', 'Bearer x'],
  'X-plenigo-token': ['x'],
  Purpose: ['prefetch'],
  Range: ['bytes=0-0'],
  Cookie: ['', ';', '=', '__Host-sso_session', '\u00a0__Host-sso_session=x', 'sso_flow=1; '.repeat(100)],
};

/** Changes headers in one place: one goes, one comes, or one comes twice. */
export function bendHeaders(dice: Dice, given: FuzzedRequest['headers']): FuzzedRequest['headers'] {
  const name = dice.pick(Object.keys(headers));
  const value = dice.chance(0.15) ? oddText(dice).replace(/[^\t\x20-\x7e\x80-\xff]/g, '') : dice.pick(headers[name]!);
  const without = given.filter(([each]) => each.toLowerCase() !== name.toLowerCase());
  const way = dice.below(4);
  if (way === 0) return without;
  return way === 1 ? [...given, [name, value]] : [...without, [name, value]];
}

type Cookies = [name: string, value: string][];
const bends: readonly ((dice: Dice, cookies: Cookies) => Cookies)[] = [
  () => [],
  (_dice, cookies) => [...cookies].reverse(),
  (_dice, cookies) => [...cookies, ...cookies],
  // One sealed value under the name of another.
  (dice, cookies) => cookies.map(([name]) => [name, dice.pick(cookies)[1]]),
  (dice, cookies) =>
    cookies.map(([name, value]) => {
      const at = dice.below(value.length + 1);
      return [name, value.slice(0, at) + dice.pick(['A', '.', '', '%00', '\u00ff']) + value.slice(at + 1)];
    }),
  (dice, cookies) => cookies.map(([name, value]) => [name, value.slice(0, dice.below(value.length + 1))]),
  (dice, cookies) => cookies.map(([name, value]) => [dice.pick([name.replace('__Host-', ''), `\u00a0${name}`]), value]),
  (dice, cookies) => [...cookies, [`__Host-sso_flow_${Buffer.from(dice.bytes(16)).toString('base64url')}`, 'x.y.z']],
  (_dice, cookies) => [
    ...cookies,
    ...Array.from({ length: 80 }, (_, n): [string, string] => [`__Host-sso_session.${n}`, 'x']),
  ],
];
export const bendCookies = (dice: Dice, cookies: Cookies): Cookies => dice.pick(bends)(dice, cookies);
