/** One saved version of the settings, and what can be wrong with the text of one. */
import * as z from 'zod/mini';
import { readJson } from '../contract/lossless.js';
import { canHold } from '../contract/merchant-hosted.js';
import { type MerchantKey, merchantKeys, type RawSettings } from '../contract/merchant-settings.js';
import { rawSettings, settingsVersion } from '../contract/settings-protocol.js';

/** `undoes`: the number of the version that was taken back. */
const entry = z.strictObject({ ...settingsVersion.shape, undoes: z.optional(z.int()), settings: rawSettings });
export type Entry = z.infer<typeof entry>;

/** Garbage where settings were expected. The message names the place and the reason. */
export class GarbageError extends Error {
  override name = 'GarbageError';
}

/** The first setting whose value no document can hold; settings that are not known are none of them. */
export const unfit = (settings: RawSettings): MerchantKey | undefined =>
  merchantKeys.find((key) => settings[key] !== undefined && !canHold(key, settings[key]));

const placeOf = (text: string, index: number): string => {
  const before = text.slice(0, index).split('\n');
  return `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
};
/** Where a member of the document is named, as far as that can be told from its text. */
const memberAt = (text: string, name: string): number => Math.max(text.indexOf(`${JSON.stringify(name)}:`), 0);

export const writeEntry = (version: Entry): string => `${JSON.stringify(version, null, 2)}\n`;

/** Reads a version. Throws `GarbageError` with `source`, line, column and reason. */
export function readEntry(text: string, source: string): Entry {
  const garbage = (index: number, reason: string) => new GarbageError(`${source}, ${placeOf(text, index)}: ${reason}`);
  let value: unknown;
  try {
    value = readJson(text);
  } catch (error) {
    const [, reason = 'no JSON', position] = /^([\s\S]*?)(?: at position (\d+))?$/.exec(String(error)) ?? [];
    throw garbage(Number(position ?? text.length), reason.replace(/^\w*Error: /, ''));
  }
  const read = entry.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    const path = issue?.code === 'unrecognized_keys' ? issue.keys : (issue?.path ?? []);
    const name = String(path[0] ?? 'document');
    throw garbage(memberAt(text, name), `${name} is not as a version of the settings has it`);
  }
  const wrong = unfit(read.data.settings);
  if (wrong) throw garbage(memberAt(text, wrong), `${wrong} has a value that there is not`);
  return read.data;
}
