/** The table of limits as Markdown. */
import { type LimitEntry, limitTable } from '../../src/gateway/options/limit-options.js';

const minutes = (seconds: number): string => (seconds % 3600 === 0 ? `${seconds / 3600} h` : `${seconds / 60} min`);
const row = ([name, { times, seconds, longest }]: [string, LimitEntry]): string =>
  `| \`${name}\` | ${times} | ${minutes(seconds)} | ${longest === undefined ? 'none: the device counts as unknown' : `${longest} s`} |`;

export const limitRows = (): string =>
  [
    '| name | calls | in | longest pause |',
    '| --- | --- | --- | --- |',
    ...Object.entries<LimitEntry>(limitTable).map(row),
  ].join('\n');
