/** Stands in for `@web/test-runner-commands`, which `@open-wc/testing` imports for snapshots that nothing here takes. */
const absent = (): never => {
  throw new Error('Snapshots of the Web Test Runner do not exist under Vitest');
};

export const getSnapshotConfig = absent;
export const getSnapshot = absent;
export const getSnapshots = absent;
export const saveSnapshot = absent;
export const removeSnapshot = absent;
