/** What publishers import, by the name under which they do → its source. */
import { commands, moduleEntries, serverEntries } from '../build/common.js';

const elements = Object.entries(moduleEntries).map(([name, source]) =>
  // The root's classes are those of the entries, registered.
  name === 'index' ? ['sso-elements', moduleEntries.all] : [`sso-elements/${name}`, source],
);
const server = Object.entries(serverEntries).flatMap(([name, source]) =>
  commands.some((command) => command === name) ? [] : [[`sso-elements-server/${name.replace(/\/index$/, '')}`, source]],
);

export const publicModules: Readonly<Record<string, string>> = Object.fromEntries([...elements, ...server]) as Record<
  string,
  string
>;
