/** The repository's TypeScript as text, for tests. */
export { type Source, sources } from '../../scripts/rooms/sources.js';
