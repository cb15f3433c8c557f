import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { announceSessionChange, sessionChannel } from './session-channel.js';

/** Milliseconds between two changes that others announce. */
const pauseMs = 500;

/** Notices, while its element is on the page, when somebody else or nobody may be signed in. */
export class SessionChannelController implements ReactiveController {
  readonly #changed: () => void;
  #channel?: BroadcastChannel | undefined;
  #pause?: ReturnType<typeof setTimeout> | undefined;
  #again = false;
  /** Whether its element has been away from the page. */
  #away = false;

  constructor(host: ReactiveControllerHost, changed: () => void) {
    this.#changed = changed;
    host.addController(this);
  }

  hostConnected(): void {
    this.#channel = sessionChannel();
    if (this.#channel) this.#channel.onmessage = this.#told;
    addEventListener('pageshow', this.#pageShown);
    // Nothing was heard meanwhile.
    if (this.#away) this.#changed();
    this.#away = false;
  }

  hostDisconnected(): void {
    this.#away = true;
    this.#channel?.close();
    this.#channel = undefined;
    clearTimeout(this.#pause);
    this.#pause = undefined;
    removeEventListener('pageshow', this.#pageShown);
  }

  /** Notifies every other element: a channel does not receive what it posts itself. */
  announce(): void {
    announceSessionChange(this.#channel);
  }

  /** However many messages come, there is one change at once, and one after each pause in which more came. */
  #told = (): void => {
    if (this.#pause) {
      this.#again = true;
      return;
    }
    this.#again = false;
    this.#changed();
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      if (this.#again) this.#told();
    }, pauseMs);
  };

  /** A page that comes back from the back/forward cache may be older than the session. */
  #pageShown = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) this.#changed();
  };
}
