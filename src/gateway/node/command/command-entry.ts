/** A row of what the command takes. */
import type { Kind } from '../../options/option-table.js';

export interface CommandEntry {
  /** Sentences for the docs; the first one is the help. */
  about: string;
  env: string;
  kind: Kind;
  unit?: 'seconds' | 'milliseconds';
  default?: unknown;
  secret?: true;
  /** The gateway's option that it becomes a part of. */
  partOf?: 'optIn' | 'onConsent' | 'onAudit' | 'accessToken' | 'captcha';
}
