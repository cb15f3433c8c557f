/** `sso-elements/testing`: gateway and simulator joined, for component tests and publishers' tests. */
export type { Exchange } from './exchange-recorder.js';
export { createExchangeRecorder } from './exchange-recorder.js';
export { handlers } from './handlers.js';
export type { CookieJar } from './ports.js';
export type { TestSite, TestSiteOptions } from './site.js';
export { createTestSite } from './site.js';
