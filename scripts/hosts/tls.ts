/** HTTPS in front of a server on loopback, with a certificate made for the occasion: WebKit keeps `__Host-` cookies only there. Needs openssl. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Front {
  origin: string;
  close(): Promise<void>;
}

/** A certificate for localhost that nobody signed. */
export async function certificate(): Promise<{ key: Buffer; cert: Buffer }> {
  const directory = mkdtempSync(join(tmpdir(), 'sso-tls-'));
  const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const options = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject];
  try {
    await promisify(execFile)('openssl', [...options, '-keyout', key, '-out', cert]);
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** @param origin Of the server that answers. */
export async function serveTls(origin: string): Promise<Front> {
  const server = createServer(await certificate(), (incoming, response) => {
    const { method, headers, url } = incoming;
    const passed = request(new URL(url ?? '/', origin), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passed.on('error', () => response.writeHead(502).end());
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `https://localhost:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
