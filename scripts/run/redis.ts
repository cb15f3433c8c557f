/** Finds a Redis server, for the tests of what is kept in one. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The path of `redis-server`; `undefined`: there is none. */
export const findRedis = (path = process.env['PATH'] ?? ''): string | undefined =>
  path
    .split(delimiter)
    .map((directory) => join(directory, 'redis-server'))
    .find(isProgram);
