import { isRecord } from '../../contract/json.js';
import type { SettingsHistory } from '../../contract/settings-protocol.js';
import { callEndpoint } from './call-endpoint.js';

/** A version of the settings. Without `keys` the endpoint does not name what was changed. */
export type HistoryVersion = Omit<SettingsHistory['versions'][number], 'keys'> & { keys?: readonly string[] };

const isText = (value: unknown): value is string => typeof value === 'string';

/** Reads an entry of the history; empty if it is malformed. */
function readVersion(each: unknown): HistoryVersion[] {
  if (!isRecord(each)) return [];
  const { number, at, by, keys, undoes } = each;
  if (typeof number !== 'number' || !isText(at) || Number.isNaN(Date.parse(at)) || !isText(by)) return [];
  const undone = typeof undoes === 'number' && { undoes };
  return [{ number, at, by, ...undone, ...(Array.isArray(keys) && { keys: keys.filter(isText) }) }];
}

/** Fetches the kept versions, newest first; `undefined`: the endpoint returns none. */
export async function fetchHistory(endpoint: string): Promise<HistoryVersion[] | undefined> {
  const answer = await callEndpoint<{ versions?: unknown }>('GET', `${endpoint}/history`);
  return answer.ok && Array.isArray(answer.body.versions) ? answer.body.versions.flatMap(readVersion) : undefined;
}

/** Fetches the keys that a version changed; `undefined`: the endpoint does not name them. */
export const fetchChangedKeys = async (
  endpoint: string,
  number: number | undefined,
): Promise<readonly string[] | undefined> =>
  (await fetchHistory(endpoint))?.find((version) => version.number === number)?.keys;
