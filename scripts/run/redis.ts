/** Finds a Redis server, for the tests of what is kept in one. */
import { findProgram } from './programs.js';

/** The path of `redis-server`; `undefined`: there is none. */
export const findRedis = (path?: string): string | undefined => findProgram('redis-server', path);
