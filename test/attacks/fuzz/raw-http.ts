/** Requests as bytes over a real socket, where nothing corrects what was bent; and what comes back. */
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { nodeHandler } from '../../../src/gateway/node/serve.js';
import { refuseEarly } from '../../../src/gateway/node/refuse-early.js';
import type { Dice } from './dice.js';
import type { FuzzedRequest } from './odd-requests.js';
import type { Answered } from './oracles.js';

/** A server as `serveGateway` makes one, with a header limit that a test can reach. */
export async function listen(gateway: Parameters<typeof nodeHandler>[0]): Promise<Server> {
  const server = createServer({ maxHeaderSize: 32 * 1024, requireHostHeader: false }, nodeHandler(gateway));
  refuseEarly(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const chunked = (body: Uint8Array): Buffer =>
  Buffer.concat([
    ...[body.subarray(0, 7), body.subarray(7)].flatMap((part) =>
      part.length > 0 ? [Buffer.from(`${part.length.toString(16)}\r\n`), Buffer.from(part), Buffer.from('\r\n')] : [],
    ),
    Buffer.from('0\r\n\r\n'),
  ]);

/** Lines that a sender can write between the others. */
const strangeLines: readonly string[] = [
  'Host: evil.example',
  ' folded: as it was allowed once',
  'Transfer-Encoding: identity',
  'Transfer-Encoding: chunked, identity',
  'Content-Length: 7',
  'no colon',
  ': no name',
  'A\u00e4: not ASCII',
  'Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__',
  'Expect: 100-continue',
  'Expect: wonders',
  'TE: trailers\r\nTrailer: Cookie',
  `Long: ${'x'.repeat(20_000)}`,
  ...['Origin: https://evil.example', 'Cookie: __Host-sso_session=x', 'Content-Type: text/plain'],
];

/** The bytes of a request. `strangeness`: how often they are more than it, 0 to 1. */
export function bytesOf(dice: Dice, request: FuzzedRequest, strangeness: number): Buffer {
  const { method, body, headers } = request;
  const target = dice.chance(strangeness / 10) ? `http://evil.example${request.target}` : request.target;
  const isChunked = body !== undefined && dice.chance(0.2);
  const hasLength = headers.some(([name]) => name.toLowerCase() === 'content-length');
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  if (body)
    lines.push(isChunked ? 'Transfer-Encoding: chunked' : hasLength ? 'X: y' : `Content-Length: ${body.length}`);
  if (dice.chance(strangeness / 4)) lines.splice(dice.below(lines.length + 1), 0, dice.pick(strangeLines));
  const head = [`${method} ${target} HTTP/1.1`, ...lines, 'Connection: close'].join('\r\n');
  const bytes = Buffer.concat([
    Buffer.from(`${head}\r\n\r\n`, 'latin1'),
    isChunked ? chunked(body) : Buffer.from(body ?? []),
  ]);
  return dice.chance(strangeness / 10) ? bytes.subarray(0, dice.below(bytes.length)) : bytes;
}

const decoders: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  br: brotliDecompressSync,
  gzip: gunzipSync,
};

/** The first answer of what came back; `undefined` where there is none. Throws where there are two that say that something was done. */
export function firstAnswer(bytes: Buffer): Answered | undefined {
  const whole = bytes.toString('latin1').replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '');
  if (whole === '') return undefined;
  const end = whole.indexOf('\r\n\r\n');
  const [first = '', ...lines] = whole.slice(0, end).split('\r\n');
  const headers = new Headers(
    lines.map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const length = Number(headers.get('content-length') ?? 0);
  const sent = Buffer.from(whole.slice(end + 4), 'latin1');
  const text = sent.subarray(0, length);
  if (/HTTP\/1\.1 [123]\d\d /.test(sent.subarray(text.length).toString('latin1')))
    throw new Error('two answers to one request');
  const decode = decoders[headers.get('content-encoding') ?? ''];
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1]);
  return { status, headers, text: (decode && text.length > 0 ? decode(text) : text).toString() };
}

/** Sends bytes, ends, and reads until the other side has ended. */
export async function exchange(server: Server, bytes: Buffer): Promise<Answered | undefined> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () => socket.end(bytes));
  // A server may cut what it does not want to read; what it has said before counts.
  const parts: Buffer[] = [];
  socket.on('data', (part: Buffer) => parts.push(part));
  await new Promise<void>((resolve) => socket.once('error', () => undefined).once('close', () => resolve()));
  return firstAnswer(Buffer.concat(parts));
}
