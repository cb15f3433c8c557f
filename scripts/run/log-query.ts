/** The queries of `docs/logs.md`, and jq to run them. */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { root } from './paths.js';

/** What is used of it. The module is a promise, which no import takes. */
const jq = createRequire(import.meta.url)('jq-web') as Promise<{
  raw(input: string, filter: string, flags: readonly string[]): Promise<string>;
}>;

export interface LogQuery {
  flags: string[];
  /** Of the arguments that it takes. */
  names: string[];
  filter: string;
}

/** The query below a heading, as it is typed into a shell; its filter is empty where there is none. */
export function queryBelow(heading: string): LogQuery {
  const section = readFileSync(`${root}docs/logs.md`, 'utf8').split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const [, flags = '', given = '', filter = ''] =
    /```sh\njq (-\w+)((?: --arg \w+ \S+)*) '([^']+)' gateway\.log\n```/.exec(section) ?? [];
  return { flags: [flags], names: [...given.matchAll(/--arg (\w+)/g)].map(([, name = '']) => name), filter };
}

/** Asks a log; returns the lines of the answer. Throws where the page has no such query. */
export async function askLog(
  heading: string,
  log: string,
  values: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  const { flags, names, filter } = queryBelow(heading);
  if (filter === '') throw new Error(`docs/logs.md has no query below “${heading}”`);
  const named = names.flatMap((name) => ['--arg', name, values[name] ?? '']);
  const { raw } = await jq;
  return (await raw(log, filter, [...flags, ...named])).split('\n').filter(Boolean);
}
