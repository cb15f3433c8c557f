/** The rows of OWASP ASVS 5.0.0, levels 1 and 2, that apply here: in words of our own, each with who sees to it, and how that is shown. */
import { cryptographyRows } from './rows-of-cryptography.js';
import { guessingRows } from './rows-of-guessing.js';
import { logRows } from './rows-of-logs.js';
import { operationRows } from './rows-of-operation.js';
import { readerRows } from './rows-of-readers.js';
import { rightRows } from './rows-of-rights.js';
import type { Row } from './row.js';
import { requestRows } from './rows-of-requests.js';

export const rows: readonly Row[] = [
  ...requestRows,
  ...guessingRows,
  ...readerRows,
  ...rightRows,
  ...cryptographyRows,
  ...operationRows,
  ...logRows,
];
