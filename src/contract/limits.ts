/** Constants that a browser needs before its first paint: kept apart so that nothing else comes with them. */

/** Every step that an answer can name. `session-limit` is an answer of its own kind. */
export const steps = [
  'verify',
  'confirm-link',
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
/**
 * The fewest characters of a new password where the gateway says nothing else, in code points as {@link maxLength}: a reader counts an emoji
 * as one character, not as the two units that a script would.
 */
export const shortestPassword = 8;
/** The longest confirmation or two-factor code in characters, once spaces and dashes are gone. */
export const maxCode = 6;

/**
 * The version of the protocol that the elements speak (docs/browser-protocol.md, "Versions"). It is raised when a page of the version before
 * could not go on.
 */
export const protocolVersion = '1';
/** Carries the version in every call that a script makes. A page of another site cannot send it: it also proves where a call comes from. */
export const versionHeader = 'x-sso-request';
/** What a call without the header speaks: pages of version 1 did not send it with a GET. */
export const unmarkedVersion = '1';
/** Returns the versions that a gateway of a version serves: its own and the one before. */
export const servedVersions = (current: string = protocolVersion): string[] =>
  current === '1' ? [current] : [current, String(Number(current) - 1)];
