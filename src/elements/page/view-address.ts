import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { mailedLinkProcess } from '../../client/mailed-link.js';
import { isView, viewOf } from './view-names.js';
import type { ViewName } from './view-names.js';

/** The query parameter that names the view, so that it can be linked to and the back button works. */
const parameter = 'sso';

/** An address, by default the page's, that leads to a view. */
export function viewAddress(view: ViewName, at: URL = new URL(location.href)): URL {
  at.searchParams.set(parameter, view);
  return at;
}

/** The view that the page's address names. */
const wanted = (): ViewName | undefined => {
  const name = new URLSearchParams(location.search).get(parameter);
  return isView(name) ? name : undefined;
};

interface ViewHost extends ReactiveControllerHost {
  view: ViewName;
  readonly hasUpdated: boolean;
}

/** Has the view follow the page's address: at first, and when the reader goes back or forward. */
export class ViewAddressController implements ReactiveController {
  readonly #host: ViewHost;
  /** What the page asks for where the address names none. */
  #initial?: ViewName;
  /** What the address named when the view was last chosen. */
  #named?: ViewName | undefined;

  constructor(host: ViewHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    const { view, hasUpdated } = this.#host;
    this.#initial ??= isView(view) ? view : 'login';
    // A mailed link says itself which process it is for, also where it leads to an address without one.
    if (!hasUpdated) this.#host.view = viewOf(mailedLinkProcess()) ?? wanted() ?? this.#initial;
    addEventListener('popstate', this.#follow);
  }

  hostDisconnected(): void {
    removeEventListener('popstate', this.#follow);
  }

  /** Another view was chosen: what the address names now leads to it. */
  viewChosen(): void {
    this.#named = wanted();
  }

  #follow = (): void => {
    const named = wanted();
    // An anchor of the page leads here, too.
    if (named === this.#named) return;
    this.#named = named;
    this.#host.view = named ?? this.#initial ?? 'login';
  };
}
