/** What was given for a setting, and where. */

/** Stands for a secret where settings are printed. */
export const mask = '(secret)';
export const masked = (value: unknown): unknown => (Array.isArray(value) ? value.map(() => mask) : mask);

export interface Given {
  value: unknown;
  /** Names the place for the operator, as `--port`, `SSO_API_TOKEN_FILE` or `gateway.json: captcha.when`. */
  from: string;
  /** What `--print-config` shows. */
  printed: unknown;
  /** Of a secret that is a file's content: that file. */
  file?: string | undefined;
  /** Why there is no value. It counts unless a stronger source gives another one. */
  fault?: string;
}

/** Place in the configuration file → what was given for it. */
export type GivenMembers = Map<string, Given>;

/** What was read from one source. No line repeats a value: it can be a secret in the wrong place. */
export interface Source {
  given: GivenMembers;
  faults: string[];
  warnings: string[];
}
export const emptySource = (): Source => ({ given: new Map(), faults: [], warnings: [] });
