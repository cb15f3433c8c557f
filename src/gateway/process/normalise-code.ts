/** Codes as people type and paste them. */
import { maxCode } from '../../contract/names.js';
import { Failure } from '../base/failure.js';

/** Folds full-width characters and removes spaces and dashes of every kind. Throws `invalid-request` where nothing or too much is left. */
export function normaliseCode(typed: string): string {
  const code = typed.normalize('NFKC').replace(/[\s\p{Pd}\p{Zs}\p{Cf}\u2212]/gu, '');
  if (!code) throw new Failure('invalid-request', { fields: { code: 'missing' } });
  if (code.length > maxCode) throw new Failure('invalid-request', { fields: { code: 'too-long' } });
  return code;
}
