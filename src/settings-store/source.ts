/** What keeps settings, and what can go wrong: a store, or the hosted API, which only the merchant's own `save` changes. */
import type { RawSettings } from '../contract/merchant-settings.js';
import type { SettingsHistory, SettingsVersion } from '../contract/settings-protocol.js';

/** Settings and the version that they are of. */
export interface Stored {
  settings: RawSettings;
  version: SettingsVersion;
}
/** What a source tells: settings, with their version where versions are counted. */
export type Read = Pick<Stored, 'settings'> & Partial<Stored>;
/** Who changes something, and upon which version; without one, upon whatever stands there. */
export interface Change {
  who: string;
  ifVersion?: number | undefined;
}

/** Takes the newest version back. `judge` is shown what is put back, before it is; where it throws, nothing is saved. */
export interface Undo extends Change {
  judge?: (settings: RawSettings) => void;
}

/** Whether something names who made a change. */
export const isName = (who: unknown): who is string => typeof who === 'string' && who.trim() !== '';

/** Somebody else saved meanwhile: nothing was. */
export class ConflictError extends Error {
  override name = 'ConflictError';
  constructor(readonly current: Stored) {
    super(`The settings are at version ${current.version.number} by now`);
  }
}
/** There is no version before this one. */
export class NothingToUndoError extends Error {
  override name = 'NothingToUndoError';
}

export interface SettingsStore {
  read(): Promise<Stored>;
  /**
   * Throws `ConflictError`, and `TypeError` naming a setting whose value no document can hold, or where `who` is no text.
   * The rules are not asked.
   */
  save(settings: RawSettings, change: Change): Promise<Stored>;
  /** Newest first; the last 200. */
  history(): Promise<SettingsHistory['versions']>;
  /** Saves the version before the newest one as a new version. Throws `ConflictError`, `NothingToUndoError`. */
  undo(change: Undo): Promise<Stored>;
  /** Tells each new version, also one that another process saved. Answers how to stop. */
  subscribe(listener: (stored: Stored) => void): () => void;
  close(): Promise<void>;
}

/** What a settings form is served from: a store, or something that can do less. */
export interface SettingsSource {
  read(): Promise<Read>;
  /** Absent: nothing is changed here. Answers what was saved, or nothing: then it is read. Throws as a store's does. */
  save?(settings: RawSettings, change: Change): Promise<Read | undefined>;
  /** Words or an address: where the settings are changed instead. */
  where?: string;
  history?(): Promise<SettingsHistory['versions']>;
  undo?(change: Undo): Promise<Read>;
}
