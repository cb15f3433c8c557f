/** Which room may import which: the architecture as tables, and the arrows that there are. */
import type { Arrow } from './circles.js';
import type { Import } from './imports.js';

/** Folder of `src` → the folders that it may import; `type`: those it may import types from, and nothing else. */
export const folders: Readonly<Record<string, { may: readonly string[]; type?: readonly string[] }>> = {
  contract: { may: [] },
  flow: { may: [], type: ['contract'] },
  client: { may: ['contract', 'flow'] },
  locales: { may: [] },
  styles: { may: [] },
  parts: { may: ['styles', 'locales'], type: ['contract', 'flow'] },
  screens: { may: ['contract', 'flow', 'parts', 'styles', 'locales'] },
  elements: { may: ['contract', 'flow', 'client', 'parts', 'screens', 'styles', 'locales'] },
  'settings-editor': { may: ['contract', 'elements', 'parts', 'styles', 'locales'] },
  entries: { may: ['elements', 'settings-editor', 'locales'], type: ['client'] },
  gateway: { may: ['contract'] },
  'settings-store': { may: ['contract', 'gateway'] },
  simulator: { may: ['contract'] },
  testing: { may: ['contract', 'gateway', 'simulator'] },
};

/** Constants of the contract that bring no validator: whoever may import types of it may import these, too. */
export const constants: readonly string[] = ['src/contract/problems.ts'];

/** The gateway's rooms, a row above the rows that it may import; rooms of one row do not import each other. */
export const gatewayRows: readonly (readonly string[])[] = [
  ['index'],
  ['node'],
  ['gateway'],
  ['calls'],
  ['process'],
  ['consent'],
  ['settings', 'session'],
  ['sealed', 'options'],
  ['request', 'upstream'],
  ['base'],
];

/**
 * What the settings store shares with the gateway. It stays in the gateway's rooms: of a folder above both, the settings store's preview
 * would still need `settings`, and the gateway would lose its lowest rooms to a second name.
 */
export const sharedWithStore: readonly string[] = ['base', 'request', 'settings', 'upstream', 'node/sync-directory'];

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

/** The gateway's room that a file of it lies in, its name where it lies beside them; `undefined`: no file of the gateway. */
export function gatewayRoomOf(path: string): string | undefined {
  return /^src\/gateway\/([\w-]+)/.exec(path)?.[1];
}

const rowOf = (room: string): number => gatewayRows.findIndex((row) => row.includes(room));

/** Whether an import goes against the tables above. */
export function isAgainstArrows({ from, to, typeOnly }: Import): boolean {
  const [here, there] = [topFolderOf(from), topFolderOf(to)];
  if (here !== there) {
    const { may, type = [] } = folders[here] ?? { may: [] };
    if (!may.includes(there) && !((typeOnly || constants.includes(to)) && type.includes(there))) return true;
    if (here !== 'settings-store' || there !== 'gateway') return false;
    const path = to.slice('src/gateway/'.length);
    return !sharedWithStore.some((shared) => path === `${shared}.ts` || path.startsWith(`${shared}/`));
  }
  const [room, other] = [gatewayRoomOf(from), gatewayRoomOf(to)];
  if (room === undefined || other === undefined || room === other) return false;
  return rowOf(room) < 0 || rowOf(room) >= rowOf(other);
}
