import { isRecord } from '../../contract/json.js';
import type { SettingsHistory } from '../../contract/settings-protocol.js';
import { callEndpoint } from './call.js';

/** A version as far as the endpoint tells of it; without `keys` it does not say what was changed. */
export type HistoryVersion = Omit<SettingsHistory['versions'][number], 'keys'> & { keys?: readonly string[] };

const isText = (value: unknown): value is string => typeof value === 'string';

/** A version of the history; none where it is none. */
function readVersion(each: unknown): HistoryVersion[] {
  if (!isRecord(each)) return [];
  const { number, at, by, keys, undoes } = each;
  if (typeof number !== 'number' || !isText(at) || Number.isNaN(Date.parse(at)) || !isText(by)) return [];
  const undone = typeof undoes === 'number' && { undoes };
  return [{ number, at, by, ...undone, ...(Array.isArray(keys) && { keys: keys.filter(isText) }) }];
}

/** The versions that are kept, newest first; `undefined`: the endpoint does not say. */
export async function fetchHistory(endpoint: string): Promise<HistoryVersion[] | undefined> {
  const told = await callEndpoint<{ versions?: unknown }>('GET', `${endpoint}/history`);
  return told.ok && Array.isArray(told.body.versions) ? told.body.versions.flatMap(readVersion) : undefined;
}

/** The settings that a version changed, by name; `undefined`: the endpoint does not say. */
export const fetchChangedKeys = async (endpoint: string, number: number | undefined): Promise<readonly string[] | undefined> =>
  (await fetchHistory(endpoint))?.find((version) => version.number === number)?.keys;
