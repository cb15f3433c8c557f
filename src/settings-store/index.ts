/** `sso-elements/settings-store`: keeps the merchant's settings and serves them to a settings form. */
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
export type { Backend } from './versions/backend.js';
export { type Entry, GarbageError } from './versions/entry.js';
export { changeStored, type Followed, storeSettings } from './follow.js';
export { createSettingsHandler, type SettingsHandler, type SettingsHandlerOptions } from './handler.js';
export { hostedSettingsSource, type HostedSourceOptions } from './hosted.js';
export type { RedisCommands } from './versions/redis-backend.js';
export {
  type Change,
  ConflictError,
  NothingToUndoError,
  type SettingsSource,
  type SettingsStore,
  type Stored,
  type Undo,
} from './source.js';
export { createSettingsStore, type StoreOptions } from './store.js';
