/** The simulator of the hosted SSO API: stateful, in memory, on web standards only. */
import { checkAccessRight } from './state/access-rights.js';
import { findByEmail, findByUsername } from './state/customers.js';
import { applyFault, takeFault } from './request/faults.js';
import { unsignedIdTokens } from './operations/google-sign-in.js';
import { createSettingsFollower } from './state/follow-settings.js';
import { handle, operationOf } from './operations/handle-request.js';
import { createState } from './state/initial-state.js';
import { checkCodes } from './state/messages.js';
import { defaultLimits, type SimulatorOptions } from './state/simulator-options.js';
import { restoreState } from './state/restore-state.js';
import { withChange, textsWithoutChanged } from './state/hosted-settings-document.js';
import type { CustomerRecord, SessionRecord, SimulatorState, SimulatorContext } from './state/simulator-state.js';
import { currentCodes } from './operations/two-factor.js';
import type { Simulator } from './simulator.js';

const cryptoRandom = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/**
 * Creates a simulator of the hosted SSO API (docs/hosted-api.md): settings, all processes, opt-ins and sessions. It runs in
 * Node, in a page and in a service worker. Throws a `TypeError` for settings, customers or codes that the hosted API could
 * not have.
 *
 * @example
 * ```ts
 * import { createSimulator } from 'sso-elements-server/simulator';
 *
 * const simulator = createSimulator({
 *   apiToken: 'token',
 *   customers: [{ email: 'reader@example.com', password: 'secret' }],
 * });
 * // The gateway's options: calls reach the simulator without a network.
 * const options = {
 *   apiUrl: 'https://simulator.invalid/api/v3.0',
 *   apiToken: 'token',
 *   fetch: (request: Request) => simulator.fetch(request),
 * };
 * ```
 */
export function createSimulator(options: SimulatorOptions): Simulator {
  const { now = Date.now, random = cryptoRandom, basePath = '/api/v3.0' } = options;
  checkCodes(options.codes);
  const context: SimulatorContext = {
    state: createState(options, now(), random),
    now,
    random,
    limits: { ...defaultLimits, ...options.limits },
    options: {
      ...options,
      companyId: options.companyId ?? 'SIMULATED',
      issuer: options.issuer ?? 'SSO',
      google: options.google ?? unsignedIdTokens,
    },
  };
  const follow = createSettingsFollower(options.follow);
  const find = (state: SimulatorState, identifier: string): CustomerRecord | undefined =>
    findByEmail(state, identifier) ??
    findByUsername(state, identifier) ??
    state.customers.find(({ customerId }) => customerId === identifier);
  const get = (identifier: string): CustomerRecord => {
    const customer = find(context.state, identifier);
    if (!customer) throw new RangeError(`No such customer: ${identifier}`);
    return customer;
  };
  const endSessions = (matches: (session: SessionRecord) => boolean): void => {
    context.state.sessions = context.state.sessions.filter((session) => !matches(session));
  };
  return {
    async fetch(request) {
      follow(context.state);
      const found = operationOf(request, basePath);
      const work = (): Promise<Response> => handle(context, request, found);
      const fault = takeFault(context.state.faults, found?.operation);
      return fault ? applyFault(fault, request.signal, work) : work();
    },
    get inbox() {
      return structuredClone(context.state.inbox);
    },
    get settings() {
      follow(context.state);
      return structuredClone(context.state.document);
    },
    configure(change) {
      const { state } = context;
      follow(state);
      const document = withChange(state.document, change);
      if (document.ssoTermText !== state.document.ssoTermText) state.termsVersion += 1;
      state.document = document;
      state.texts = textsWithoutChanged(state.texts, change);
    },
    authenticator: () => currentCodes(context),
    customer: (identifier) => structuredClone(find(context.state, identifier)),
    changeCustomer(identifier, change) {
      const customer = get(identifier);
      Object.assign(customer, change);
      if (customer.status !== 'ACTIVATED') endSessions(({ customerId }) => customerId === customer.customerId);
    },
    grantAccess(identifier, id) {
      const customer = get(identifier);
      checkAccessRight(id);
      customer.accessRights = [...new Set([...customer.accessRights, id])];
    },
    revokeAccess(identifier, id) {
      const customer = get(identifier);
      customer.accessRights = customer.accessRights.filter((each) => each !== id);
    },
    sessions(identifier) {
      const customerId = find(context.state, identifier)?.customerId;
      return structuredClone(context.state.sessions.filter((session) => session.customerId === customerId));
    },
    endSession(sessionId) {
      const before = context.state.sessions.length;
      endSessions((session) => session.sessionId === sessionId);
      if (context.state.sessions.length === before) throw new RangeError(`No such session: ${sessionId}`);
    },
    fault(fault) {
      context.state.faults.push({ ...fault });
    },
    reset() {
      context.state = createState(options, now(), random);
    },
    exportState: () => structuredClone(context.state),
    importState(saved) {
      context.state = restoreState(saved);
    },
  };
}
