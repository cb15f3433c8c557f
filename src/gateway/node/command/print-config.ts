/** The settings in effect, as a configuration file without secrets. */
import { commandRows, fileOnly, splitMember } from './command-table.js';
import type { GivenMembers } from './given.js';

/** Has its defaults where nothing of it is given. */
const standing = 'optIn';

/**
 * What was given, and the defaults of the rest. A secret that a file holds is named by that file, any other is masked. Read again with the same
 * secrets it makes the same settings.
 */
export function printConfig(given: GivenMembers): object {
  const printed: Record<string, unknown> = {};
  const groups = new Set([standing, ...[...given.keys()].map((member) => splitMember(member).name)]);
  const put = (member: string, value: unknown) => {
    const { name, part } = splitMember(member);
    if (value === undefined || (part !== undefined && !groups.has(name))) return;
    printed[name] = part === undefined ? value : { ...(printed[name] as object | undefined), [part]: value };
  };
  for (const { member, kind, default: standard } of commandRows) {
    if (member === '') continue;
    const found = given.get(member);
    put(member, found ? found.printed : (standard ?? (kind === 'flag' ? false : undefined)));
  }
  for (const member of fileOnly) put(member, given.get(member)?.printed);
  return printed;
}
