import { isRecord } from '../../contract/json.js';
import type { SettingsHistory } from '../../contract/settings-protocol.js';
import { call } from './call.js';

/** A version as far as the endpoint tells of it; without `keys` it does not say what was changed. */
export type Version = Omit<SettingsHistory['versions'][number], 'keys'> & { keys?: readonly string[] };

const isText = (value: unknown): value is string => typeof value === 'string';

/** A version of the history; none where it is none. */
function versionIn(each: unknown): Version[] {
  if (!isRecord(each)) return [];
  const { number, at, by, keys, undoes } = each;
  if (typeof number !== 'number' || !isText(at) || Number.isNaN(Date.parse(at)) || !isText(by)) return [];
  const undone = typeof undoes === 'number' && { undoes };
  return [{ number, at, by, ...undone, ...(Array.isArray(keys) && { keys: keys.filter(isText) }) }];
}

/** The versions that are kept, newest first; `undefined`: the endpoint does not say. */
export async function versionsOf(endpoint: string): Promise<Version[] | undefined> {
  const told = await call<{ versions?: unknown }>('GET', `${endpoint}/history`);
  return told.ok && Array.isArray(told.body.versions) ? told.body.versions.flatMap(versionIn) : undefined;
}

/** The settings that a version changed, by name; `undefined`: the endpoint does not say. */
export const changedIn = async (endpoint: string, number: number | undefined): Promise<readonly string[] | undefined> =>
  (await versionsOf(endpoint))?.find((version) => version.number === number)?.keys;
