/** Constants that a browser needs before its first paint: kept apart so that nothing else comes with them. */

/** Every step that an answer can name. `session-limit` is an answer of its own kind. */
export const steps = [
  'verify',
  'additional-data',
  'two-factor',
  'add-two-factor',
  'reset-password',
  'change-email',
] as const;
export type Step = (typeof steps)[number];

/**
 * The longest text that the hosted API takes in a name, address or password field, in Unicode code points: so JSON Schema counts
 * the `maxLength` of the API's description, and so does the validator. An emoji that is joined of three counts three.
 */
export const maxLength = 100;
/** The longest confirmation or two-factor code in characters, once spaces and dashes are gone. */
export const maxCode = 6;
