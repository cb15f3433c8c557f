/** Failures on their way to the settings form: problem details (RFC 9457) with the codes of the settings protocol. */
import { type SettingsProblem, type SettingsProblemCode, settingsProblems } from '../contract/settings-protocol.js';

type Details = Partial<Pick<SettingsProblem, 'current' | 'findings' | 'where'>>;

/** A failure that a call returns as a problem. Anything else that is thrown becomes `settings-failed`. */
export class SettingsFailure extends Error {
  override name = 'SettingsFailure';
  constructor(
    readonly code: SettingsProblemCode,
    readonly details: Details = {},
  ) {
    super(code);
  }
}

/** Problem code → title, for developers who look at answers. */
const titles = {
  'invalid-request': 'The request is not one of the protocol',
  'protocol-unknown': 'The version of the protocol is not served',
  'not-allowed': 'Only for who may change the settings',
  'request-refused': 'The request does not come from a page of this site',
  'not-found': 'There is no such call',
  'method-not-allowed': 'The call does not take this method',
  'read-only': 'The settings are not changed here',
  'nothing-to-undo': 'There is no version before this one',
  conflict: 'Somebody else saved meanwhile',
  'request-too-large': 'The request is too large',
  'not-json': 'The request is not JSON',
  'invalid-settings': 'The settings cannot be saved like this',
  'version-needed': 'The change does not say which version it is made upon',
  'settings-failed': 'The settings could not be read or kept',
  'hosted-failed': 'The hosted settings could not be read or saved',
} as const satisfies Record<SettingsProblemCode, string>;

/** A failure as a response. `allow`: the methods of the path. */
export function settingsProblemResponse({ code, details }: SettingsFailure, allow: readonly string[]): Response {
  const status = settingsProblems[code];
  const type = `urn:sso-elements:problem:${code}`;
  const problem: SettingsProblem = { type, title: titles[code], status, code, ...details };
  return new Response(JSON.stringify(problem), {
    status,
    headers: {
      'Content-Type': 'application/problem+json',
      ...(code === 'method-not-allowed' && { Allow: allow.join(', ') }),
      ...(details.current && { ETag: details.current.etag }),
    },
  });
}
