/** The recipes of CONTRIBUTING.md: read from the page, and followed in a copy of the repository. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { root } from '../../../scripts/run/paths.js';

/** One edit of a recipe: in `file` the lines `before` become the lines `after`. */
export interface Edit {
  file: string;
  before: string;
  after: string;
}

/** A `diff` block: `+++ file`, then lines that stay (a space in front), go (`-`) or come (`+`). */
function editOf(block: string): Edit {
  const [head = '', ...lines] = block.trimEnd().split('\n');
  const file = /^\+\+\+ (\S+)$/.exec(head)?.[1];
  if (!file) throw new Error(`A diff names its file first: ${head}`);
  const without = (mark: string) =>
    lines
      .filter((line) => !line.startsWith(mark))
      .map((line) => `${line.slice(1)}\n`)
      .join('');
  return { file, before: without('+'), after: without('-') };
}

/** The edits that a section of CONTRIBUTING.md shows, in its order. */
export function recipe(title: string): Edit[] {
  const text = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
  const section = text.split(/^## /m).find((each) => each.startsWith(`${title}\n`));
  if (!section) throw new Error(`CONTRIBUTING.md has no section ${title}`);
  return [...section.matchAll(/^```diff\n([^]*?)^```$/gm)].map(([, block = '']) => editOf(block));
}

const copied = [
  'src',
  'test',
  'scripts',
  'demo',
  'docs/openapi.json',
  'package.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'vite.config.ts',
];

/** A copy of the repository, gone when the test is over. */
export function copyRepository() {
  mkdirSync(join(root, '.tmp'), { recursive: true });
  const directory = mkdtempSync(join(root, '.tmp/recipe-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  for (const path of copied) cpSync(join(root, path), join(directory, path), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'));
  const run = (...command: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, command, {
      cwd: directory,
      encoding: 'utf8',
      env: { ...process.env, SSO_EXCHANGES: join(directory, '.tmp/exchanges'), NO_COLOR: '1', FORCE_COLOR: undefined },
    });
    return { passed: status === 0, output: stdout + stderr };
  };
  return {
    directory,
    /** Throws where the lines that an edit names are not there exactly once. */
    apply({ file, before, after }: Edit): void {
      const text = readFileSync(join(directory, file), 'utf8');
      const parts = text.split(before);
      if (parts.length !== 2) throw new Error(`${parts.length - 1} places in ${file} for:\n${before}`);
      writeFileSync(join(directory, file), parts.join(after));
    },
    write(file: string, text: string): void {
      mkdirSync(join(directory, file, '..'), { recursive: true });
      writeFileSync(join(directory, file), text);
    },
    read: (file: string) => readFileSync(join(directory, file), 'utf8'),
    /** Checks the types of everything, or of some files and what they import. */
    types(...files: string[]) {
      if (files.length === 0) return run('node_modules/typescript/bin/tsc', '--noEmit');
      const part = { extends: './tsconfig.json', include: [], files };
      writeFileSync(join(directory, 'tsconfig.part.json'), JSON.stringify(part));
      return run('node_modules/typescript/bin/tsc', '--noEmit', '--project', 'tsconfig.part.json');
    },
    tests: (...files: string[]) => run('node_modules/vitest/vitest.mjs', 'run', '--project', 'unit', ...files),
    script: (file: string) => run('--import', 'tsx', file),
  };
}
