import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { channelName, announceSessionChange } from './session-channel.js';

/** Listens, while its element is on the page, for whatever can mean that another or nobody is signed in now. */
export class SessionChannelController implements ReactiveController {
  readonly #hear: () => void;
  #channel?: BroadcastChannel | undefined;

  constructor(host: ReactiveControllerHost, hear: () => void) {
    this.#hear = hear;
    host.addController(this);
  }

  hostConnected(): void {
    this.#channel = new BroadcastChannel(channelName);
    this.#channel.onmessage = this.#hear;
    addEventListener('pageshow', this.#shown);
  }

  hostDisconnected(): void {
    this.#channel?.close();
    this.#channel = undefined;
    removeEventListener('pageshow', this.#shown);
  }

  /** Tells every other element: what is posted over a channel, that channel itself does not hear. */
  announce(): void {
    if (this.#channel) this.#channel.postMessage('changed');
    else announceSessionChange();
  }

  /** A page that comes back from the browser's memory may be older than the session. */
  #shown = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) this.#hear();
  };
}
