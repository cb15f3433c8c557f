/** A row of what the command takes. */
import type { Kind } from '../../options/option-table.js';
import type { Rule } from '../../options/rules.js';

export interface CommandEntry {
  /** Sentences for the docs; the first one is the help. */
  about: string;
  env: string;
  kind: Kind;
  unit?: 'seconds' | 'milliseconds';
  default?: unknown;
  /** Has no flag, since others can read those; is taken from files and credentials, too, and never printed. */
  secret?: true;
  /** The gateway's option that it becomes a part of. */
  partOf?: 'optIn' | 'onConsent' | 'onAudit' | 'accessToken' | 'captcha';
  /** Its place in the configuration file, where that is not its name, nor its name as a part. `false`: it has none. */
  member?: string | false;
  /** Of what is no option of the gateway: the rules of the options judge the others. */
  rule?: Rule;
}
