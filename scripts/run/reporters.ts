/** Who hears of a Vitest run: its terminal; the count (`SSO_REPORT`); and, where `SSO_EVIDENCE` names a file, the evidence. */
import type { TestUserConfig } from 'vitest/config';
import { EvidenceReporter } from './evidence.js';

const { SSO_REPORT: report = 'reports/tests.json', SSO_EVIDENCE: evidence } = process.env;

export const reporters: NonNullable<TestUserConfig['reporters']> = [
  'default',
  ['json', { outputFile: report }],
  ...(evidence ? [new EvidenceReporter(evidence)] : []),
];
