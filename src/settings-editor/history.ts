import type { SettingsHistory } from '../contract/settings-protocol.js';
import { call } from './protocol.js';

/** The versions that are kept, newest first; `undefined`: the endpoint does not say. */
export async function versionsOf(endpoint: string): Promise<SettingsHistory['versions'] | undefined> {
  const told = await call<Partial<SettingsHistory>>('GET', `${endpoint}/history`);
  return told.ok && Array.isArray(told.body.versions) ? told.body.versions : undefined;
}

/** The settings that a version changed, by name; `undefined`: the endpoint does not say. */
export const changedIn = async (endpoint: string, number: number | undefined): Promise<readonly string[] | undefined> =>
  (await versionsOf(endpoint))?.find((version) => version.number === number)?.keys;
