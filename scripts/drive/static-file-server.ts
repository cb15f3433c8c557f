/** A static file server such as any host has: it knows files and folders, and nothing of the site. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};

export interface StaticServer {
  origin: string;
  /** Method and path of each request so far. */
  requests: string[];
  /** Puts a text in front of a file, by its path. */
  before: Map<string, string>;
  close(): Promise<void>;
}

/** Serves a directory on a free port. A page's folder is led to with a slash, as most hosts do. */
export async function serveStatic(directory: string): Promise<StaticServer> {
  const requests: string[] = [];
  const before = new Map<string, string>();
  const read = (path: string): Promise<Buffer | undefined> => readFile(join(directory, path)).catch(() => undefined);
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
    requests.push(`${request.method ?? ''} ${pathname}`);
    const send = (status: number, type: string, body: Buffer | string): void => {
      response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-cache' }).end(body);
    };
    const answer = async (): Promise<void> => {
      const file = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
      const found = await read(file);
      if (found) {
        send(200, types[extname(file)] ?? 'text/plain', (before.get(file) ?? '') + found.toString());
      } else if (await read(`${pathname}/index.html`)) {
        response.writeHead(301, { Location: `${pathname}/${search}` }).end();
      } else send(404, 'text/html; charset=utf-8', (await read('404.html')) ?? 'Not found');
    };
    void answer();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    requests,
    before,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
