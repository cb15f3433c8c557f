/** Starts WebKitGTK's MiniBrowser behind its driver, on a screen of its own. Debian: webkit2gtk-driver and xvfb. */
import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { vi } from 'vitest';
import { freePort } from './free-port.js';
import { command, Session } from './webdriver.js';
import { findMiniBrowser } from './webkit-programs.js';

export interface WebKit {
  session: Session;
  /** The X display that shows it. */
  display: string;
  stop(): Promise<void>;
}

/** Resolves with the display's name when it can be drawn on. */
async function startScreen(children: ChildProcess[]): Promise<string> {
  const size = ['-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
  const xvfb = spawn('Xvfb', ['-displayfd', '3', ...size], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  children.push(xvfb);
  return new Promise((resolve, reject) => {
    (xvfb.stdio[3] as Readable).once('data', (number: Buffer) => resolve(`:${number.toString().trim()}`));
    xvfb.once('error', reject);
    xvfb.once('exit', (code) => reject(new Error(`Xvfb ended with ${code ?? 'a signal'}`)));
  });
}

async function startDriver(children: ChildProcess[], display: string): Promise<string> {
  const port = await freePort();
  children.push(
    spawn('WebKitWebDriver', [`--port=${port}`], {
      // There is no graphics card to draw with.
      env: { ...process.env, DISPLAY: display, LIBGL_ALWAYS_SOFTWARE: '1', WEBKIT_DISABLE_DMABUF_RENDERER: '1' },
      stdio: 'ignore',
    }),
  );
  const driver = `http://127.0.0.1:${port}`;
  await vi.waitFor(() => command(driver, 'GET', '/status'), { timeout: 20_000, interval: 100 });
  return driver;
}

const capabilities = (binary: string): object => ({
  browserName: 'MiniBrowser',
  acceptInsecureCerts: true,
  timeouts: { pageLoad: 25_000, script: 15_000 },
  'webkitgtk:browserOptions': { binary, args: ['--automation'] },
});

/** Rejects when it does not start, with nothing left running. */
export async function startWebKit(): Promise<WebKit> {
  const binary = findMiniBrowser();
  if (!binary) throw new Error('No MiniBrowser of WebKitGTK was found (Debian: apt-get install webkit2gtk-driver)');
  const children: ChildProcess[] = [];
  // A driver that hangs is deaf to a polite signal.
  const kill = (): void => children.reverse().forEach((child) => child.kill('SIGKILL'));
  process.once('exit', kill);
  const end = (): void => {
    process.off('exit', kill);
    kill();
  };
  try {
    const display = await startScreen(children);
    const session = await Session.open(await startDriver(children, display), capabilities(binary));
    await session.resize(1024, 900);
    const close = (): Promise<unknown> => session.close().catch(() => undefined);
    return { session, display, stop: () => close().then(end) };
  } catch (error) {
    end();
    throw error;
  }
}
