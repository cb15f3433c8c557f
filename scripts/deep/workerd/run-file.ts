/** Runs a test file in a worker, with Vitest's own runner. */
import { startTests, type Task } from '@vitest/runner';

export interface TestResult {
  name: string;
  /** What failed; absent where nothing did. */
  fault?: string;
}
export interface FileResult {
  tests: TestResult[];
  /** What failed beside tests, as while the file was read. */
  faults: string[];
}

/** Milliseconds. A bound against a test that hangs. */
const patience = 60_000;
const faultOf = ({ result }: Task): string =>
  result?.errors?.map(({ stack, message }) => stack ?? message).join('\n') ?? `it is ${result?.state ?? 'not run'}`;

function* testsOf(task: Task, path: string): Generator<TestResult> {
  const name = path === '' ? task.name : `${path} > ${task.name}`;
  if (task.type === 'test') yield { name, ...(task.result?.state !== 'pass' && { fault: faultOf(task) }) };
  else for (const each of task.tasks) yield* testsOf(each, name);
}

/** @param load Reads the file, whose tests register themselves. */
export async function runFile(name: string, load: () => Promise<unknown>): Promise<FileResult> {
  const config = {
    root: '/',
    setupFiles: [],
    passWithNoTests: false,
    sequence: { seed: 1, hooks: 'stack', setupFiles: 'parallel' },
    maxConcurrency: 5,
    testTimeout: patience,
    hookTimeout: patience,
    retry: 0,
    tags: [],
    strictTags: false,
  };
  const files = await startTests([`/${name}`], { config, importFile: load } as never);
  return {
    tests: files.flatMap((file) => file.tasks.flatMap((task) => [...testsOf(task, '')])),
    faults: files.flatMap(({ result }) => result?.errors?.map(({ stack, message }) => stack ?? message) ?? []),
  };
}
