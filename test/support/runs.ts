/**
 * How far the property tests go: a fixed seed and few runs in `npm test`; more runs, from other seeds, in
 * `npm run verify:deep`, which sets these two variables.
 */
export const runs = (usual: number): { seed: number; numRuns: number } => ({
  seed: Number(process.env['SSO_SEED'] ?? 20_260_101),
  numRuns: usual * Number(process.env['SSO_RUNS'] ?? 1),
});
