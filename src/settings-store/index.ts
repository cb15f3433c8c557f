/** `sso-elements-server/settings-store`: keeps the merchant's settings and serves them to a settings form. */
export type { MerchantSettings } from '../contract/merchant-schemas.js';
export type { RawSettings } from '../contract/merchant-settings.js';
export type {
  SettingsDocument,
  SettingsHistory,
  SettingsProblem,
  SettingsVersion,
} from '../contract/settings-protocol.js';
export { fromHosted, toHosted } from '../contract/merchant-hosted.js';
export { judgeMerchantSettings } from '../contract/merchant-rules.js';
export type { AuditEvent } from '../gateway/observing/audit-event.js';
export type { SettingsBackend } from './versions/backend.js';
export { type VersionEntry, CorruptSettingsError } from './versions/version-entry.js';
export { changeStoredSettings, type FollowedSettings, followStore } from './follow-store.js';
export { createSettingsHandler, type SettingsHandler, type SettingsHandlerOptions } from './settings-handler.js';
export { hostedSettingsSource, type HostedSourceOptions } from './hosted-source.js';
export type { RedisCommands } from './versions/redis-backend.js';
export {
  type SaveOptions,
  ConflictError,
  NothingToUndoError,
  type SettingsSource,
  type SettingsStore,
  type StoredSettings,
  type UndoOptions,
} from './settings-source.js';
export { createSettingsStore, type SettingsStoreOptions } from './settings-store.js';
