import { expect, test } from 'vitest';
import { medianOf } from '../../scripts/rooms/report.js';
import { folderOf, linesOf, sources } from '../../scripts/rooms/sources.js';

const directories = ['src', 'scripts', 'demo', 'test'];
const src = sources('src');

const mostFiles = 20;
const mostLines = 200;
const mostMedian = 60;

/** Files that are one table from the first line to the last, which reads worse in two; languages are tables by their folder. */
const tables: readonly string[] = [
  // The operations of the hosted API with the schemas of what goes in and comes out.
  'src/contract/sso-api.ts',
  // The events of the gateway's log with their levels and details.
  'src/gateway/base/log-events.ts',
  // The gateway's options with their rules, defaults and descriptions.
  'src/gateway/options/option-table.ts',
];
const isTable = (path: string): boolean => tables.includes(path) || /(^|\/)locales\//.test(path);

test.each(directories)('no folder of %s holds more than 20 files itself', (directory) => {
  const count = new Map<string, number>();
  for (const { path } of sources(directory)) count.set(folderOf(path), (count.get(folderOf(path)) ?? 0) + 1);
  expect([...count].filter(([, files]) => files > mostFiles)).toEqual([]);
});

test('no file of src has more than 200 lines, except tables and languages', () => {
  const long = src.filter((file) => linesOf(file) > mostLines && !isTable(file.path));
  expect(long.map((file) => `${file.path}: ${linesOf(file)}`)).toEqual([]);
});

test('every table that may be long exists and is long', () => {
  const long = src.filter((file) => linesOf(file) > mostLines).map(({ path }) => path);
  expect(tables.filter((path) => !long.includes(path))).toEqual([]);
});

test('the median file of src has at most 60 lines', () => {
  expect(medianOf(src.map(linesOf))).toBeLessThanOrEqual(mostMedian);
});
