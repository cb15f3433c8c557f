/**
 * What the page knows of the iframe that was here before. Of its script no more is taken for granted than that it fires an event when somebody is
 * signed in.
 */

/** How the script of the old iframe says that somebody is signed in there. */
export interface OldFrame {
  /** The name of the event, as its documentation has it: `…LoginSuccess`. */
  event: string;
  /** Loads the script and starts it; whatever it waits for has loaded once this resolves. Rejects where it cannot be loaded. */
  start: () => Promise<unknown>;
  /** Where the event arrives. Default: the document. */
  target?: EventTarget;
  /** Milliseconds after the start in which the event comes, if somebody is signed in there. Default: 5,000; less than 20,000 for `adoptSession`. */
  wait?: number;
  /** Gives up. */
  signal?: AbortSignal;
}

const defaultWait = 5000;

/** The old iframe told of nobody in time. That proves nothing: it may be slow or blocked, or have another name for its event. */
export class OldFrameSilent extends Error {
  override readonly name = 'OldFrameSilent';

  constructor() {
    super('The old iframe told of nobody in time');
  }
}

/** The session that an event of the old script carries in `detail.customerSession`. */
function sessionIn(event: Event): string | undefined {
  const { customerSession } = ((event as Partial<CustomEvent<unknown>>).detail ?? {}) as { customerSession?: unknown };
  return typeof customerSession === 'string' && customerSession !== '' ? customerSession : undefined;
}

/**
 * Starts the script of the old iframe and returns the session that it tells of. It is a session and no transfer token: only a server that has the
 * hosted API's token can change the one for the other. Rejects with `OldFrameSilent` where it tells of none in time, which `adoptSession` takes from
 * its `transferToken` as it is; with something else where the script cannot be started, and where `signal` gives up.
 *
 * @example
 * ```ts
 * import { oldFrameSession } from 'sso-elements/adopt';
 *
 * declare function startOldFrame(): Promise<void>;
 *
 * const session = await oldFrameSession({ event: 'vendorLoginSuccess', start: startOldFrame });
 * ```
 */
export async function oldFrameSession(frame: OldFrame): Promise<string> {
  const { event, start, target = document, wait = defaultWait, signal } = frame;
  signal?.throwIfAborted();
  const ended = new AbortController();
  const { signal: isOver } = ended;
  try {
    return await new Promise<string>((resolve, reject) => {
      const heard = (fired: Event) => {
        const session = sessionIn(fired);
        if (session !== undefined) resolve(session);
      };
      target.addEventListener(event, heard, { signal: isOver });
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { signal: isOver });
      start().then(() => {
        const timer = setTimeout(() => reject(new OldFrameSilent()), wait);
        isOver.addEventListener('abort', () => clearTimeout(timer));
      }, reject);
    });
  } finally {
    ended.abort();
  }
}
