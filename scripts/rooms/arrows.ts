/** The arrows between folders and rooms, and which of them go against the tables. */
import type { Arrow } from './circles.js';
import type { Import } from './imports.js';
import { constants, folders, rooms, rootRoom, sharedWithStore } from './tables.js';

/** The first folder below `src`, or the file itself at the top. */
export const topFolderOf = (path: string): string => path.split('/')[1] ?? path;

/**
 * The room of a file: its folder. A file that lies beside rooms, not in one, is a room of its own, since the rooms may import it or be
 * imported by it one by one.
 */
export function roomOf(path: string, all: ReadonlySet<string>): string {
  const folder = path.slice(0, path.lastIndexOf('/'));
  return all.has(`${folder}/`) ? path.replace(/\.ts$/, '') : folder;
}

/** Folders, with a slash at the end, that hold other folders with sources. */
export function foldersWithRooms(paths: readonly string[]): ReadonlySet<string> {
  return new Set(
    paths.flatMap((path) => {
      const parts = path.split('/').slice(0, -1);
      return parts.slice(1).map((_, index) => `${parts.slice(0, index + 1).join('/')}/`);
    }),
  );
}

/** Arrows between rooms, each once, with how many imports make it. */
export function arrowsBetween(
  imports: readonly Import[],
  withRooms: ReadonlySet<string>,
): readonly (Arrow & { imports: number })[] {
  const count = new Map<string, Arrow & { imports: number }>();
  for (const each of imports) {
    const [from, to] = [roomOf(each.from, withRooms), roomOf(each.to, withRooms)];
    if (from === to) continue;
    const arrow = count.get(`${from} ${to}`) ?? { from, to, imports: 0 };
    count.set(`${from} ${to}`, { ...arrow, imports: arrow.imports + 1 });
  }
  return [...count.values()].sort((a, b) => `${a.from} ${a.to}`.localeCompare(`${b.from} ${b.to}`));
}

/** The room that a file lies in, where its folder of `src` has rooms; else `undefined`. */
export function roomWithinFolder(path: string): string | undefined {
  const [, folder = '', ...rest] = path.split('/');
  if (!Object.hasOwn(rooms, folder)) return undefined;
  return rest.length > 1 ? rest[0] : rootRoom;
}

/** Whether the settings store takes more of the gateway than they share. */
function isBeyondShared({ from, to }: Import): boolean {
  if (topFolderOf(from) !== 'settings-store' || topFolderOf(to) !== 'gateway') return false;
  const path = to.slice('src/gateway/'.length);
  return !sharedWithStore.some((shared) => path === `${shared}.ts` || path.startsWith(`${shared}/`));
}

/** Whether an import goes against the tables. */
export function isAgainstArrows(each: Import): boolean {
  const { from, to, typeOnly } = each;
  const [here, there] = [topFolderOf(from), topFolderOf(to)];
  if (here !== there) {
    const { may, type = [] } = folders[here] ?? { may: [] };
    const onlyType = (typeOnly || constants.includes(to)) && type.includes(there);
    return !(may.includes(there) || onlyType) || isBeyondShared(each);
  }
  const [room, other] = [roomWithinFolder(from), roomWithinFolder(to)];
  if (room === undefined || other === undefined || room === other) return false;
  return !rooms[here]?.[room]?.includes(other);
}
