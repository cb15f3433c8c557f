/** Requests whose end two servers could see in two places: what is hidden in one is never taken for another. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ProxiedSite, startProxiedSite } from '../support/behind-nginx.js';
import { known, password } from '../support/hosted-api.js';
import { origins, unlimited } from '../support/instances.js';

const { host } = new URL(origins[0]);
const start = 'POST /sso/login/start HTTP/1.1';
const line = '\r\n';
/** What any request to the gateway has. Each is the last of its connection, so that no second one would be in order. */
const usual = [
  'Connection: close',
  `Origin: ${origins[0]}`,
  'Sec-Fetch-Site: same-origin',
  'X-SSO-Request: 1',
  'Content-Type: application/json',
];
const content = JSON.stringify({ identifier: known, password });
/** A whole sign-in: where it is taken for a request, the hosted API is asked. */
const hidden = [start, `Host: ${host}`, ...usual, `Content-Length: ${content.length}`, '', content].join(line);

/** A request that hides another one behind it. */
const hiding = (headers: readonly string[], before = '', more = [`Host: ${host}`]): string =>
  [start, ...more, ...usual, ...headers, '', before + hidden].join(line);
const chunked = 'Transfer-Encoding: chunked';
const none = 'Content-Length: 0';
const whole = `Content-Length: ${hidden.length}`;
const lastChunk = `0${line}${line}`;
const behindChunk = `Content-Length: ${(lastChunk + hidden).length}`;

const shapes: readonly (readonly [string, string])[] = [
  ['two lengths', hiding([none, whole])],
  ['two lengths, the other way', hiding([whole, none])],
  ['two lengths in one line', hiding([`${none}, ${hidden.length}`])],
  ['a length with a sign', hiding([`Content-Length: +${hidden.length}`])],
  ['a length and chunks', hiding([behindChunk, chunked], lastChunk)],
  ['chunks and a length', hiding([chunked, none], lastChunk)],
  ['a blank before the colon', hiding([behindChunk, 'Transfer-Encoding : chunked'], lastChunk)],
  ['a coding that is almost chunks', hiding([behindChunk, 'Transfer-Encoding: xchunked'], lastChunk)],
  ['two codings', hiding([chunked, 'Transfer-Encoding: identity'], lastChunk)],
  ['chunks in a line that ends in LF alone', hiding([`${behindChunk}\n${chunked}`], lastChunk)],
  ['chunks in a line that ends in CR alone', hiding([`X: y\r${chunked}`, none], lastChunk)],
  ['a header that ends in LF alone', `${[start, `Host: ${host}`, ...usual, none].join('\n')}\n\n${hidden}`],
  ['a last chunk that ends in LF alone', hiding([chunked], '0\n\n')],
  ['chunks in a folded line', hiding(['X: y', ` ${chunked}`, none], lastChunk)],
  ['chunks after a fold', hiding(['Transfer-Encoding:', ' chunked', behindChunk], lastChunk)],
  ['a length that is folded', hiding(['Content-Length:', ` ${hidden.length}`])],
  ['two hosts', hiding([none], '', [`Host: ${host}`, 'Host: elsewhere.example'])],
  ['two hosts, the other way', hiding([none], '', ['Host: elsewhere.example', `Host: ${host}`])],
];

let site: ProxiedSite;
beforeAll(async () => {
  site = await startProxiedSite('the command', {}, unlimited);
});
afterAll(() => site.stop());

const ways = {
  'through nginx': () =>
    connectTls({ port: site.front, host: '127.0.0.1', servername: host, rejectUnauthorized: false }),
  'at the gateway itself': () => connect(site.instances[0]!.port, '127.0.0.1'),
} as const;

describe.each(Object.keys(ways) as (keyof typeof ways)[])('%s', (way) => {
  /** Resolves with the status of each answer, once the connection is closed. */
  async function statuses(text: string): Promise<number[]> {
    const socket = ways[way]();
    let received = '';
    socket.on('data', (part: Buffer) => (received += part.toString('latin1'))).on('error', () => undefined);
    socket.write(text);
    await once(socket, 'close');
    return [...received.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status));
  }
  const signIns = () => site.api.asked.filter(({ path }) => path === '/processes/login/verify').length;

  test('what is hidden here is a sign-in where it stands by itself', async () => {
    const before = signIns();
    expect(await statuses(hidden)).toEqual([200]);
    expect(signIns()).toBe(before + 1);
  });

  // 501: nginx does not know that coding.
  test.each(shapes)('%s: it is refused once, and nothing else is asked', async (_shape, text) => {
    const before = signIns();
    expect([[], [400], [501]]).toContainEqual(await statuses(text));
    // Whoever comes next over the connections that nginx keeps gets an answer of her own.
    for (let times = 0; times < 4; times += 1)
      expect(await site.reader().get('/sso/session')).toMatchObject({ status: 200, body: { kind: 'signedOut' } });
    expect(signIns()).toBe(before);
  });
});
