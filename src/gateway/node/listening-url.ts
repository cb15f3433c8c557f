/** Where a server of Node's listens. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** As `http://127.0.0.1:8787`. The server has to listen on a port. */
export function listeningUrl(server: Server): string {
  const { family, address, port } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
