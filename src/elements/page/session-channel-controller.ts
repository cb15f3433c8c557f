import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { announceSessionChange, sessionChannel } from './session-channel.js';

/** Notices, while its element is on the page, when somebody else or nobody may be signed in. */
export class SessionChannelController implements ReactiveController {
  readonly #changed: () => void;
  #channel?: BroadcastChannel | undefined;

  constructor(host: ReactiveControllerHost, changed: () => void) {
    this.#changed = changed;
    host.addController(this);
  }

  hostConnected(): void {
    this.#channel = sessionChannel();
    if (this.#channel) this.#channel.onmessage = this.#changed;
    addEventListener('pageshow', this.#pageShown);
  }

  hostDisconnected(): void {
    this.#channel?.close();
    this.#channel = undefined;
    removeEventListener('pageshow', this.#pageShown);
  }

  /** Notifies every other element: a channel does not receive what it posts itself. */
  announce(): void {
    if (this.#channel) this.#channel.postMessage('changed');
    else announceSessionChange();
  }

  /** A page that comes back from the back/forward cache may be older than the session. */
  #pageShown = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) this.#changed();
  };
}
