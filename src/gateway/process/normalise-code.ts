/** Codes as people type and paste them. */
import { maxCode } from '../../contract/names.js';
import { Failure } from '../base/failure.js';

/** Folds full-width characters and takes out spaces and dashes of every kind. Throws `invalid-request` on what is left of 0 or over 6. */
export function normaliseCode(typed: string): string {
  const code = typed.normalize('NFKC').replace(/[\s\p{Pd}\p{Zs}\p{Cf}\u2212]/gu, '');
  if (!code) throw new Failure('invalid-request', { fields: { code: 'missing' } });
  if (code.length > maxCode) throw new Failure('invalid-request', { fields: { code: 'too-long' } });
  return code;
}
