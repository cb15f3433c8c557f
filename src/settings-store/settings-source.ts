/** Where settings come from, a store or the hosted API, and the errors of changing them. */
import type { RawSettings } from '../contract/merchant-settings.js';
import type { SettingsHistory, SettingsVersion } from '../contract/settings-protocol.js';

/** Settings and their version. */
export interface StoredSettings {
  settings: RawSettings;
  version: SettingsVersion;
}
/** What a source returns: settings, with their version where it counts versions. */
export type ReadSettings = Pick<StoredSettings, 'settings'> & Partial<StoredSettings>;
/**
 * Who makes a change, and on which version; without one, on whichever is the newest. `before`: the settings that the change is made upon, for a
 * source without versions.
 */
export interface SaveOptions {
  who: string;
  ifVersion?: number | undefined;
  before?: RawSettings;
}

/** Undoes the newest version. `judge` gets the settings before they are restored; where it throws, nothing is saved. */
export interface UndoOptions extends SaveOptions {
  judge?: (settings: RawSettings) => void;
}

/** Whether a value can name the author of a change. */
export const isAuthorName = (who: unknown): who is string => typeof who === 'string' && who.trim() !== '';

/** Somebody else has saved in the meantime; nothing was saved. `current`: what they saved. */
export class ConflictError extends Error {
  override name = 'ConflictError';
  constructor(readonly current: StoredSettings) {
    super(`The settings are at version ${current.version.number} by now`);
  }
}
/** There is no earlier version to go back to. */
export class NothingToUndoError extends Error {
  override name = 'NothingToUndoError';
}

/** Keeps settings with their versions. */
export interface SettingsStore {
  read(): Promise<StoredSettings>;
  /**
   * Saves a new version. Throws `ConflictError`; `TypeError` that names a setting whose value no document can hold, or where `who` is not a
   * name. The rules of the settings form are not applied.
   */
  save(settings: RawSettings, change: SaveOptions): Promise<StoredSettings>;
  /** The versions, newest first, 200 at most. */
  history(): Promise<SettingsHistory['versions']>;
  /** Saves the version before the newest one as a new version. Throws `ConflictError`, `NothingToUndoError`. */
  undo(change: UndoOptions): Promise<StoredSettings>;
  /** Calls the listener with each new version, also one that another process saved. Returns the function that ends the subscription. */
  subscribe(listener: (stored: StoredSettings) => void): () => void;
  /** Ends all subscriptions and closes what the store opened. */
  close(): Promise<void>;
}

/** What a settings form is served from: a store, or a source that can do less. */
export interface SettingsSource {
  read(): Promise<ReadSettings>;
  /** Absent: the settings are read-only. Returns what was saved; where it returns `undefined`, the settings are read again. Throws as a store. */
  save?(settings: RawSettings, change: SaveOptions): Promise<ReadSettings | undefined>;
  /** Where the settings are changed instead: words or an address. */
  where?: string;
  history?(): Promise<SettingsHistory['versions']>;
  undo?(change: UndoOptions): Promise<ReadSettings>;
}
