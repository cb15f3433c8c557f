/** What importing elements adds to a publisher's bundle, with budgets, and as docs/bundles.md says. */
import { readFileSync } from 'node:fs';
import { beforeAll, expect, inject, test } from 'vitest';
import { runToEnd } from '../../../scripts/hosts/packages/tools.js';
import { appsFolder } from './support/apps.js';

/** Bytes after brotli 11. */
interface Size {
  /** What is loaded at once. */
  first: number;
  /** With all that may be loaded later. */
  all: number;
}
type Bundler = 'vite' | 'esbuild';

/** KiB, by the name of a row of the page: for either bundler. */
const budgets = {
  login: { first: 15.5, all: 47.4 },
  'login-register': { first: 16.9, all: 81.2 },
  all: { first: 18.6, all: 87.6 },
  named: { first: 18.7, all: 88.3 },
} as const satisfies Record<string, Size>;
const names = Object.keys(budgets) as (keyof typeof budgets)[];

let sizes: Record<string, Record<Bundler, Size>> = {};
const workshop = inject('workshop');

beforeAll(async () => {
  const cwd = await appsFolder(workshop);
  const { node, env } = workshop.tools;
  sizes = JSON.parse(await runToEnd(node, ['measure.mjs'], { cwd, env })) as typeof sizes;
}, 300_000);

const kib = (bytes: number): number => Number((bytes / 1024).toFixed(1));

test.each(names.flatMap((name) => (['vite', 'esbuild'] as const).map((bundler) => [name, bundler] as const)))(
  'a bundle with the import %s, made by %s, keeps to its budget',
  (name, bundler) => {
    const { first, all } = sizes[name]![bundler];
    const budget = budgets[name];
    console.log(`${name}, ${bundler}: ${kib(first)} KiB of ${budget.first}, ${kib(all)} KiB of ${budget.all} in all`);
    expect(first / 1024).toBeLessThanOrEqual(budget.first);
    expect(all / 1024).toBeLessThanOrEqual(budget.all);
  },
);

test('the page of bundles has these sizes', () => {
  const rows = readFileSync('docs/bundles.md', 'utf8')
    .split('\n')
    .filter((line) => /^\| `import/.test(line))
    .map((line) => line.split('|').slice(2, 6).map(Number));
  expect(rows).toHaveLength(names.length);
  names.forEach((name, index) => {
    const { vite, esbuild } = sizes[name]!;
    const measured = [vite.first, vite.all, esbuild.first, esbuild.all].map((bytes) => bytes / 1024);
    measured.forEach((size, column) => expect(Math.abs(size - rows[index]![column]!), name).toBeLessThan(0.3));
  });
});
