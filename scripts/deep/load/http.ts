/** A client with connections that stay open, and what it sends: plain, so that it costs little beside what is measured. */
import { Agent, request } from 'node:http';

export interface Sent {
  method: 'GET' | 'POST';
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
}
export interface Received {
  status: number;
  cookies: readonly string[];
}

/** The site's origin: the gateway serves any port under this name. */
export const origin = 'https://www.example.com';

/** Returns a function that sends to a server. Rejects where no answer comes. */
export function client(base: string, maxSockets: number): (sent: Sent) => Promise<Received> {
  const agent = new Agent({ keepAlive: true, maxSockets });
  return ({ method, path, headers, body }) =>
    new Promise((resolve, reject) => {
      const sending = request(base + path, {
        method,
        agent,
        headers: {
          Host: new URL(origin).host,
          'Sec-Fetch-Site': 'same-origin',
          'X-SSO-Request': '1',
          ...(method === 'POST' && { Origin: origin, 'Content-Type': 'application/json' }),
          ...(body !== undefined && { 'Content-Length': Buffer.byteLength(body) }),
          ...headers,
        },
      });
      sending.once('error', reject);
      sending.once('response', (response) => {
        response.once('error', reject);
        response.once('end', () =>
          resolve({ status: response.statusCode ?? 0, cookies: response.headers['set-cookie'] ?? [] }),
        );
        response.resume();
      });
      sending.end(body);
    });
}
