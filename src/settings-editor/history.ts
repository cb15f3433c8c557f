import type { SettingsHistory } from '../contract/settings-protocol.js';
import { call } from './protocol.js';

/** The settings that a version changed, by name; `undefined`: the endpoint does not say. */
export async function changedIn(endpoint: string, number: number | undefined): Promise<readonly string[] | undefined> {
  const told = await call<Partial<SettingsHistory>>('GET', `${endpoint}/history`);
  return told.ok ? told.body.versions?.find((version) => version.number === number)?.keys : undefined;
}
