/** When a session ends by itself: some time after its last use, and some time after the sign-in whatever its use. */

/** In seconds. */
export interface SessionLimits {
  idle: number;
  absolute: number;
}
/** Milliseconds since 1970. */
export interface SessionTimes {
  /** When the hosted API last confirmed the session: it is asked while the reader uses it. */
  validated: number;
  /** When the reader signed in; of a session that an older version sealed, when it was first seen. */
  signedIn: number;
}

/** Milliseconds since 1970. */
export const sessionEnd = ({ validated, signedIn }: SessionTimes, { idle, absolute }: SessionLimits): number =>
  Math.min(Math.max(validated, signedIn) + idle * 1000, signedIn + absolute * 1000);
