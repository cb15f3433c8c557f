/** What a test run leaves as evidence: a row for each test file that ran. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

declare module 'vitest' {
  interface TaskMeta {
    /** What a file was run in, with its version; absent: Node. */
    engine?: string;
  }
}

/** One test file of a run. */
export interface Evidence {
  project: string;
  file: string;
  passed: number;
  failed: number;
  skipped: number;
  seconds: number;
  engine: string;
}

export function rowOf(
  module: Pick<TestModule, 'project' | 'relativeModuleId' | 'children' | 'meta' | 'diagnostic'>,
): Evidence {
  const count = (state: 'passed' | 'failed' | 'skipped'): number => [...module.children.allTests(state)].length;
  return {
    project: module.project.name,
    file: module.relativeModuleId,
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
    seconds: Number((module.diagnostic().duration / 1000).toFixed(1)),
    engine: module.meta().engine ?? `Node ${process.versions.node}`,
  };
}

/** Writes the rows of a Vitest run to a file. */
export class EvidenceReporter implements Reporter {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(this.#file, `${JSON.stringify(modules.map(rowOf), null, 2)}\n`);
  }
}
