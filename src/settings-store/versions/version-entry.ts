/** One saved version of the settings: its schema, its text, and what can be wrong with it. */
import * as z from 'zod/mini';
import { readJson } from '../../contract/lossless.js';
import { canHold } from '../../contract/merchant-hosted.js';
import {
  fieldOf,
  type MerchantField,
  type MerchantKey,
  merchantKeys,
  type RawSettings,
  textLanguages,
} from '../../contract/merchant-settings.js';
import { rawSettings, settingsVersion } from '../../contract/settings-protocol.js';
import { memberAt, positionOf } from './json-position.js';

/** `undoes`: the number of the version that was undone. */
const entry = z.strictObject({ ...settingsVersion.shape, undoes: z.optional(z.int()), settings: rawSettings });
export type VersionEntry = z.infer<typeof entry>;

/** A version that cannot be read. The message has the source, line, column and reason. */
export class CorruptSettingsError extends Error {
  override name = 'CorruptSettingsError';
}

/** The first setting whose value no document can hold; unknown settings do not count. */
export const unfitSetting = (settings: RawSettings): MerchantKey | undefined =>
  merchantKeys.find((key) => settings[key] !== undefined && !canHold(key, settings[key]));

/** Kind of setting → the values that it can have, in words. */
const has: { [K in MerchantField['kind']]: (field: Extract<MerchantField, { kind: K }>) => string } = {
  choice: ({ values }) => `one of ${values.join(', ')}`,
  flag: () => 'true or false',
  integer: ({ min, max }) => `a whole number from ${min} to ${max}`,
  domains: ({ max }) => `a text of at most ${max} characters`,
  countries: () => 'a list of two-letter codes',
  text: ({ max }) => `a text of at most ${max} characters`,
  set: ({ values }) => `a list of some of ${values.join(', ')}`,
  flags: ({ values }) => `an object with true or false at some of ${values.join(', ')}`,
  texts: ({ max }) => `an object with texts of at most ${max} characters at some of ${textLanguages.join(', ')}`,
};
/** What is wrong with a setting's value, which is shortened. */
function wrongWith(key: MerchantKey, value: unknown): string {
  const field = fieldOf(key);
  const shown = JSON.stringify(value);
  const short = shown.length > 60 ? `${shown.slice(0, 60)}…` : shown;
  return `${key} is ${short}, and has to be ${has[field.kind](field as never)}`;
}

/** A version as the text of a file. */
export const writeEntry = (version: VersionEntry): string => `${JSON.stringify(version, null, 2)}\n`;

/** Reads a version. Throws `CorruptSettingsError` with `source`, line, column and reason. */
export function readEntry(text: string, source: string): VersionEntry {
  const garbage = (index: number, reason: string) =>
    new CorruptSettingsError(`${source}, ${positionOf(text, index)}: ${reason}`);
  let value: unknown;
  try {
    readJson(text); // its errors have a position, and it refuses duplicate members
    value = JSON.parse(text);
  } catch (error) {
    const [, reason = 'no JSON', position] = /^([\s\S]*?)(?: at position (\d+))?$/.exec(String(error)) ?? [];
    throw garbage(Number(position ?? text.length), reason.replace(/^\w*Error: /, ''));
  }
  const read = entry.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    const path = issue?.code === 'unrecognized_keys' ? issue.keys : (issue?.path ?? []);
    const name = String(path[0] ?? 'document');
    throw garbage(memberAt(text, [name]), `${name} is not valid in a version of the settings`);
  }
  const wrong = unfitSetting(read.data.settings);
  if (wrong) throw garbage(memberAt(text, ['settings', wrong]), wrongWith(wrong, read.data.settings[wrong]));
  return read.data;
}
