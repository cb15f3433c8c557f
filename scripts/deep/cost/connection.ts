/** A client's connection that stays open, on a bare socket: Node's own client would cost more than what is measured. */
import { connect, type Socket } from 'node:net';

export interface Answer {
  /** Status line and headers. */
  head: string;
  body: Buffer;
}

const end = Buffer.from('\r\n\r\n');

/** The bytes of a request. */
export function requestOf(
  method: 'GET' | 'POST',
  path: string,
  headers: Readonly<Record<string, string>>,
  body = '',
): Buffer {
  const length = body && { 'Content-Length': String(Buffer.byteLength(body)) };
  const lines = Object.entries({ ...headers, ...(length || {}) }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
}

/** Whole answers of a known length alone: nothing that is measured is sent in chunks. */
function answerIn(data: Buffer): Answer | undefined {
  const at = data.indexOf(end);
  if (at < 0) return undefined;
  const head = data.toString('latin1', 0, at);
  const start = at + end.length;
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
  return data.length < start + length ? undefined : { head, body: data.subarray(start, start + length) };
}

/** Opens one. Its `send` resolves to the answer; rejects where the server closes it. One request at a time. */
export async function open(port: number): Promise<{ send(request: Buffer): Promise<Answer>; close(): void }> {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let held: Buffer | undefined;
  let waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | undefined;
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  socket.on('data', (chunk: Buffer) => {
    held = held ? Buffer.concat([held, chunk]) : chunk;
    const answer = answerIn(held);
    if (!answer) return;
    held = undefined;
    waiting?.resolve(answer);
  });
  const fail = () => waiting?.reject(new Error('the server has closed a connection'));
  socket.on('error', fail).on('close', fail);
  return {
    send: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(request);
      }),
    close: () => socket.destroy(),
  };
}
