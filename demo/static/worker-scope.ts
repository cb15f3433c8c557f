/** Types of a service worker, as far as the site needs them: TypeScript's `webworker` library clashes with `dom`. */

export interface Client {
  postMessage(message: unknown, transfer: Transferable[]): void;
}
export interface Clients {
  claim(): Promise<void>;
  get(id: string): Promise<Client | undefined>;
  matchAll(): Promise<readonly Client[]>;
}
export interface WorkerEvent {
  waitUntil(work: Promise<unknown>): void;
}
export interface FetchEvent extends WorkerEvent {
  request: Request;
  clientId: string;
  respondWith(response: Promise<Response>): void;
}
export interface MessageEvent extends WorkerEvent {
  data: unknown;
  /** The page that sent it. */
  source: { id: string } | null;
}

export interface WorkerScope {
  clients: Clients;
  location: Location;
  navigator: Pick<Navigator, 'languages'>;
  /** Absent in older browsers. */
  cookieStore?: CookieStore;
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: WorkerEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}
