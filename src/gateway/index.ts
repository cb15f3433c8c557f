/** `sso-elements/gateway`: web standards only. What needs Node is in `sso-elements/gateway/node`. */
export { createGateway, type Gateway } from './gateway.js';
export type { ConsentEvent, OptInOptions } from './consent-event.js';
export type { GatewayOptions } from './options.js';
export type { ClientFacts, ClientFactsPort, CookiePort, CookieToSet, Fetch, Store } from './ports.js';
export type { Log, LogEvent } from './log.js';
export type { Random } from './bytes.js';
export { memoryStore } from './memory-store.js';
