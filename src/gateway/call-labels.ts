/** Every route and outcome that the record of a call can have: what is counted by them must not grow. */
import { joinErrors } from '../contract/join.js';
import { steps } from '../contract/names.js';
import { problems } from '../contract/problems.js';
import { paths } from './calls/routes.js';
import { questions } from './own-server/own-server.js';

/** `none` stands for all paths that the gateway does not have. */
export const callRoutes: readonly string[] = [...paths, ...questions, 'none'];

export const callOutcomes: readonly string[] = [
  ...new Set([
    ...Object.keys(problems),
    ...steps,
    ...joinErrors,
    // Kinds of answers.
    ...['session', 'sessionLimit', 'signedOut', 'consents', 'flows', 'done', 'ok', 'not-modified', 'redirect'],
    // Of sessions that go to another site.
    ...['code', 'transfer', 'signed-out'],
    // What the publisher's own server is told.
    ...['signed-in', 'unknown', 'emergency', 'right', 'no-right', 'blocked'],
  ]),
];
