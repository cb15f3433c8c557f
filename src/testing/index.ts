/** `sso-elements/testing`: gateway and simulator in one process, for component tests and publishers' tests. */
export type { Exchange } from './exchange-recorder.js';
export { createExchangeRecorder } from './exchange-recorder.js';
export { handlers } from './msw-handlers.js';
export type { CookieJar } from './in-memory-ports.js';
export type { TestSite, TestSiteOptions } from './test-site.js';
export { createTestSite } from './test-site.js';
