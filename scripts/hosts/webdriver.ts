/** A client of the W3C's WebDriver protocol, no larger than the tests need: https://www.w3.org/TR/webdriver2/ */

/** An element of the page, as the driver names it. */
export type Handle = Readonly<Record<typeof elementKey, string>>;
const elementKey = 'element-6066-11e4-a52e-4f735466cecf';

export interface Cookie {
  name: string;
  httpOnly: boolean;
  secure: boolean;
  sameSite?: string;
}

/** The Unicode characters that stand for keys: section "Keyboard actions". */
export const keys = { tab: '\uE004', enter: '\uE007', end: '\uE010', backspace: '\uE003' } as const;

/** Milliseconds that a single command may take: pages are loaded within it. */
const longest = 30_000;

interface Answer {
  value: unknown;
}

/** Sends one command. Throws an `Error` with the driver's own message, and a `TimeoutError` when there is no answer. */
export async function command(driver: string, method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(driver + path, {
    method,
    ...(method === 'POST' && { body: JSON.stringify(body ?? {}), headers: { 'content-type': 'application/json' } }),
    signal: AbortSignal.timeout(longest),
  });
  const { value } = (await response.json()) as Answer;
  if (response.ok) return value;
  const { error, message } = value as { error: string; message: string };
  throw new Error(`${method} ${path}: ${error}: ${message}`);
}

/** A window of the browser behind a driver. */
export class Session {
  readonly version: string;
  readonly #driver: string;
  readonly #path: string;

  private constructor(driver: string, id: string, version: string) {
    this.#driver = driver;
    this.#path = `/session/${id}`;
    this.version = version;
  }

  static async open(driver: string, capabilities: object): Promise<Session> {
    const opened = await command(driver, 'POST', '/session', { capabilities: { alwaysMatch: capabilities } });
    const { sessionId, capabilities: got } = opened as { sessionId: string; capabilities: { browserVersion: string } };
    return new Session(driver, sessionId, got.browserVersion);
  }

  #send(method: string, path: string, body?: object): Promise<unknown> {
    return command(this.#driver, method, this.#path + path, body);
  }

  goTo = (url: string): Promise<unknown> => this.#send('POST', '/url', { url });
  back = (): Promise<unknown> => this.#send('POST', '/back');
  url = (): Promise<string> => this.#send('GET', '/url') as Promise<string>;
  resize = (width: number, height: number): Promise<unknown> => this.#send('POST', '/window/rect', { width, height });
  cookies = (): Promise<Cookie[]> => this.#send('GET', '/cookie') as Promise<Cookie[]>;
  forget = (): Promise<unknown> => this.#send('DELETE', '/cookie');
  close = (): Promise<unknown> => this.#send('DELETE', '');

  /** Runs the body of a function in the page. */
  run(script: string, args: readonly unknown[]): Promise<unknown> {
    return this.#send('POST', '/execute/sync', { script, args });
  }

  click(element: Handle): Promise<unknown> {
    return this.#send('POST', `/element/${element[elementKey]}/click`);
  }

  /**
   * Presses the main button of the pointer at a point of the window, in CSS pixels. The driver's own click refuses every field in a shadow
   * root of WebKit's: it takes the part that the engine draws inside of one for something in front of it.
   */
  async clickAt(x: number, y: number): Promise<void> {
    const [at, button] = [{ x: Math.round(x), y: Math.round(y), origin: 'viewport', duration: 0 }, 0];
    const actions = [
      { type: 'pointerMove', ...at },
      { type: 'pointerDown', button },
      { type: 'pointerUp', button },
    ];
    const pointer = { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions };
    await this.#send('POST', '/actions', { actions: [pointer] });
  }

  /** Replaces what a field holds, by the keyboard. */
  async fill(element: Handle, text: string): Promise<void> {
    await this.#send('POST', `/element/${element[elementKey]}/clear`);
    await this.#send('POST', `/element/${element[elementKey]}/value`, { text });
  }

  /** Presses and releases a key where the focus is. */
  async press(value: string): Promise<void> {
    const actions = [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ];
    await this.#send('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }
}
