/** The rooms and arrows of the repository in words. */
import { arrowsBetween, foldersWithRooms } from './arrows.js';
import { importsOf } from './imports.js';
import { folderOf, linesOf, type Source } from './sources.js';

/** The middle one of some numbers; 0 where there is none. */
export const medianOf = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/** Each room with its files, its median file, and the rooms that it imports. */
export function describeRooms(files: readonly Source[]): string {
  const rooms = [...new Set(files.map(({ path }) => folderOf(path)))].sort();
  const withRooms = foldersWithRooms(files.map(({ path }) => path));
  const arrows = arrowsBetween(files.flatMap(importsOf), withRooms);
  return rooms
    .flatMap((room) => {
      const own = files.filter(({ path }) => folderOf(path) === room);
      const inside = (name: string) => name === room || name.slice(0, name.lastIndexOf('/')) === room;
      const targets = [...new Set(arrows.filter(({ from, to }) => inside(from) && !inside(to)).map(({ to }) => to))];
      const size = `${own.length} files, median ${medianOf(own.map(linesOf))} lines`;
      return [`${room} (${size})`, ...(targets.length > 0 ? [`  → ${targets.join(', ')}`] : [])];
    })
    .join('\n');
}
