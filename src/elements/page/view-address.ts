import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { mailedLinkProcess } from '../../client/mailed-link.js';
import { isView, viewOf } from './view-names.js';
import type { ViewName } from './view-names.js';

/** The query parameter that names the view, for links and the back button. */
const parameter = 'sso';

/** Returns an address, by default the page's, that shows a view. */
export function viewAddress(view: ViewName, at: URL = new URL(location.href)): URL {
  at.searchParams.set(parameter, view);
  return at;
}

/** The view that the page's address names. */
const namedView = (): ViewName | undefined => {
  const name = new URLSearchParams(location.search).get(parameter);
  return isView(name) ? name : undefined;
};

interface ViewHost extends ReactiveControllerHost {
  view: ViewName;
  readonly hasUpdated: boolean;
}

/** Makes the view follow the page's address: at first, and when the reader goes back or forward. */
export class ViewAddressController implements ReactiveController {
  readonly #host: ViewHost;
  /** The view that the attribute names, for an address without one. */
  #initial?: ViewName;
  /** The view that the address named when one was last chosen. */
  #named?: ViewName | undefined;

  constructor(host: ViewHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    const { view, hasUpdated } = this.#host;
    this.#initial ??= isView(view) ? view : 'login';
    // A mailed link names its own process, also where its address names no view.
    if (!hasUpdated) this.#host.view = viewOf(mailedLinkProcess()) ?? namedView() ?? this.#initial;
    addEventListener('popstate', this.#follow);
  }

  hostDisconnected(): void {
    removeEventListener('popstate', this.#follow);
  }

  /** To be called when another view is chosen: the address belongs to it from now on. */
  viewChosen(): void {
    this.#named = namedView();
  }

  #follow = (): void => {
    const named = namedView();
    // Following an anchor fires `popstate`, too.
    if (named === this.#named) return;
    this.#named = named;
    this.#host.view = named ?? this.#initial ?? 'login';
  };
}
