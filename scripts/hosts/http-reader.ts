/** A reader's browser as servers see it: requests over a real socket, and a jar of cookies. */
import { type Agent, type ClientRequest, type IncomingHttpHeaders, request as sendHttp } from 'node:http';
import { request as sendHttps } from 'node:https';
import { text as readText } from 'node:stream/consumers';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  /** The answer's members; none where it is no JSON. */
  body: Record<string, unknown>;
}

export interface ReaderOptions {
  /** Where the server listens, as `http://127.0.0.1:8787`; `https:` with a certificate that nobody signed. */
  address: string;
  /** The site's origin, as the address bar shows it. */
  origin: string;
  agent?: Agent;
  /** Of each request. */
  headers?: Readonly<Record<string, string>>;
}

const parsed = (text: string): Record<string, unknown> => {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
};

export class Reader {
  readonly cookies = new Map<string, string>();
  /** All lines by which cookies were set. */
  readonly setCookies: string[] = [];
  readonly #options: ReaderOptions;

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  /** Sends a request. `answered` rejects where no answer comes. */
  send(
    method: string,
    path: string,
    body?: string | object,
    headers: Record<string, string> = {},
  ): { request: ClientRequest; answered: Promise<Answer> } {
    const { address, origin, agent, headers: own } = this.#options;
    const { host, hostname } = new URL(origin);
    const content = typeof body === 'object' ? JSON.stringify(body) : body;
    const { send, more } = address.startsWith('https:')
      ? { send: sendHttps, more: { rejectUnauthorized: false, servername: hostname } }
      : { send: sendHttp, more: {} };
    const request = send(new URL(path, address), {
      method,
      ...more,
      ...(agent && { agent }),
      headers: {
        Host: host,
        'Sec-Fetch-Site': 'same-origin',
        'X-SSO-Request': '1',
        ...(method !== 'GET' && { Origin: origin }),
        ...(this.cookies.size > 0 && { Cookie: [...this.cookies].map((pair) => pair.join('=')).join('; ') }),
        ...(content !== undefined && {
          'Content-Type': 'application/json',
          'Content-Length': String(Buffer.byteLength(content)),
        }),
        ...own,
        ...headers,
      },
    });
    const answered = new Promise<Answer>((resolve, reject) => {
      request.once('error', reject);
      request.once('response', (response) => {
        this.#keep(response.headers['set-cookie'] ?? []);
        const { statusCode: status = 0, headers: received } = response;
        readText(response).then((text) => resolve({ status, headers: received, body: parsed(text) }), reject);
      });
      request.end(content);
    });
    return { request, answered };
  }

  ask(...given: Parameters<Reader['send']>): Promise<Answer> {
    return this.send(...given).answered;
  }

  get = (path: string, headers?: Record<string, string>): Promise<Answer> => this.ask('GET', path, undefined, headers);
  post = (path: string, body: string | object, headers?: Record<string, string>): Promise<Answer> =>
    this.ask('POST', path, body, headers);
  delete = (path: string): Promise<Answer> => this.ask('DELETE', path);

  #keep(lines: readonly string[]): void {
    this.setCookies.push(...lines);
    for (const line of lines) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      if (/max-age=0/i.test(line)) this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }
}
