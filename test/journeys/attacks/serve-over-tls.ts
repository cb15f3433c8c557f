/** A server behind TLS, and a browser that finds every host of its domains there. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright';
import { launchChromium } from '../../../scripts/drive/launch-chromium.js';
import { serveTls } from '../../../scripts/hosts/tls.js';

export interface ServedOverTls {
  browser: Browser;
  /** Of every host. */
  port: string;
  stop(): Promise<void>;
}

/** @param hosts a pattern such as `*.publisher.test` */
export async function serveOverTls(listener: RequestListener, hosts: string): Promise<ServedOverTls> {
  const server = createServer({ maxHeaderSize: 32 * 1024 }, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const front = await serveTls(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const browser = await launchChromium({ hosts });
  return {
    browser,
    port: new URL(front.origin).port,
    async stop() {
      await browser.close();
      await front.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
