/** The calls of the protocol that change something, for rules that try each of them. */

/** A flow that no gateway knows. */
export const flow = 'conformanceconformance';
/** The calls that move a flow on, each with the least body that the protocol allows. */
export const bodies: Record<string, Record<string, unknown>> = {
  'login/start': { identifier: 'nobody', password: 'none' },
  'login/google': { idToken: 'none' },
  'login/two-factor': { flow, code: '000000' },
  'login/reset-password': { flow, password: 'none' },
  'login/additional-data': { flow },
  'login/end-sessions': { flow },
};

/** Every call that changes something, tried in turn. */
export async function eachChange(
  attempt: (method: string, path: string, body?: object) => Promise<void>,
): Promise<void> {
  await attempt('DELETE', 'session');
  await attempt('DELETE', `flow?flow=${flow}`);
  for (const [path, body] of Object.entries(bodies)) await attempt('POST', path, body);
}
/** Every call with a body, each with the least that the protocol allows. */
export async function eachBody(attempt: (path: string, body: Record<string, unknown>) => Promise<void>): Promise<void> {
  for (const [path, body] of Object.entries(bodies)) await attempt(path, body);
}
