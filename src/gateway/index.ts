/** `sso-elements-server/gateway`: web standards only. What needs Node is in `sso-elements-server/gateway/node`. */
export { createGateway, type Gateway } from './gateway.js';
export { honoSession, requireSession } from './own-server/require-session.js';
export type { HonoContext, ReaderHandler } from './own-server/require-session.js';
export type { SessionGate } from './own-server/admit-reader.js';
export type { TransferReading } from './own-server/own-server.js';
export type { AccessReading } from './own-server/read-access.js';
export type { SessionReading } from './own-server/read-session.js';
export type { ConsentEvent, OptInOptions } from './options/consent-options.js';
export type { AccessKey, AccessTokenOptions } from './options/access-token-options.js';
export { changePassword } from './calls/change-password.js';
export type { CaptchaOptions, CaptchaProvider } from './options/captcha-options.js';
export type { LimitChanges, LimitMode, LimitName } from './options/limit-options.js';
export type { ExistingAccount, HideAccounts } from './options/existing-account-options.js';
export type { GatewayOptions } from './options/gateway-options.js';
export type {
  ClientFacts,
  ClientFactsPort,
  CookiePort,
  CookieToSet,
  Counted,
  Fetch,
  LimitsPort,
  Store,
  TimerPort,
} from './base/ports.js';
export type { AuditEvent } from './observing/audit-event.js';
export type { Observation } from './observing/observation.js';
export type { ApiHealth } from './observing/api-health.js';
export type { Readiness } from './own-server/readiness.js';
export type { CallRecord, OperationRecord, SessionEnding } from './base/call-record.js';
export type { Log, LogEvent } from './base/log.js';
export type { LogEventName, LogLevel } from './base/log-events.js';
export type { Random } from './base/bytes.js';
export { memoryStore, type MemoryStoreLimits } from './base/memory-store.js';
