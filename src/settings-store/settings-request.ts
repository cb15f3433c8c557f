/** Requests of the settings protocol: routed, guarded and validated before anything is done. */
import { type SettingsCallName, settingsCalls } from '../contract/settings-protocol.js';
import { readUtf8 } from '../gateway/base/bytes.js';
import { guardRequest } from '../gateway/request/request-guard.js';
import type { ClientFacts } from '../gateway/base/ports.js';
import { Failure } from '../gateway/base/failure.js';
import { SettingsFailure } from './settings-failure.js';

/** Bytes of a body. The longest document has a style sheet of 50,000 characters. */
const longestBody = 512 * 1024;
const names = Object.keys(settingsCalls) as SettingsCallName[];

/** The methods of a path; none where no call has it. */
export const methodsOf = (path: string): string[] =>
  names.filter((name) => settingsCalls[name].path === path).map((name) => settingsCalls[name].method);

/** The call of a path and method. Throws `not-found`, `method-not-allowed`. */
export function settingsCallOf(path: string, method: string): SettingsCallName {
  if (methodsOf(path).length === 0) throw new SettingsFailure('not-found');
  const found = names.find((name) => settingsCalls[name].path === path && settingsCalls[name].method === method);
  if (!found) throw new SettingsFailure('method-not-allowed');
  return found;
}

/**
 * Whether `If-Match` names a document's ETag: alone, in a list, or by `*`. A proxy that compresses answers weakens their ETags (`W/`), so
 * weak ones match as well.
 */
export const matchesEtag = (header: string, etag: string): boolean =>
  header.trim() === '*' || [...header.matchAll(/"[^"]*"/g)].some(([each]) => each === etag);

/** Applies the gateway's guard. Throws `request-refused`, `protocol-unknown`, `not-json`. */
export function guardSettingsRequest(request: Request, facts: ClientFacts, origins: readonly string[]): void {
  try {
    guardRequest({ request, facts }, origins);
  } catch (error) {
    const code = error instanceof Failure ? error.code : undefined;
    throw new SettingsFailure(code === 'not-json' || code === 'protocol-unknown' ? code : 'request-refused');
  }
}

type Body<N extends SettingsCallName> = (typeof settingsCalls)[N] extends {
  body: { parse(value: unknown): infer T };
}
  ? T
  : never;

/** Reads and validates a call's body, which has `patience` milliseconds to arrive. Throws `invalid-request`, `request-too-large`. */
export async function readSettingsBody<N extends 'save' | 'undo' | 'preview'>(
  name: N,
  request: Request,
  patience: number,
): Promise<Body<N>> {
  let value: unknown;
  try {
    const text = await readUtf8(request, longestBody, patience);
    if (text === undefined) throw new SettingsFailure('request-too-large');
    value = JSON.parse(text);
  } catch (error) {
    throw error instanceof SettingsFailure ? error : new SettingsFailure('invalid-request');
  }
  const parsed = settingsCalls[name].body.safeParse(value);
  if (!parsed.success) throw new SettingsFailure('invalid-request');
  return parsed.data as Body<N>;
}
