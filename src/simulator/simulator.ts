/** Stands in for the hosted SSO API: stateful, in memory, web-standard only. */
import { byEmail, byUsername } from './state/customers.js';
import { type Fault, spoil, takeFault } from './request/faults.js';
import { unsignedIdTokens } from './operations/google.js';
import { createFollower } from './state/follow.js';
import { handle, operationOf } from './operations/handle.js';
import { createState } from './state/initial.js';
import { checkCodes } from './state/messages.js';
import { defaultLimits, type SimulatorOptions } from './state/options.js';
import { restored } from './state/restore.js';
import { changed, type HostedDocument, type SettingsChange, textsAfter } from './state/hosted-settings-document.js';
import type { CustomerRecord, Message, SessionRecord, State, World } from './state/state.js';
import { type AuthenticatorCode, currentCodes } from './operations/two-factor.js';

const cryptoRandom = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** What a test may change of a customer; `undefined` is no value here. */
export type CustomerChange = Partial<Omit<CustomerRecord, 'customerId'>>;

export interface Simulator {
  /** Answers a request to the hosted API. Rejects only when a fault breaks the connection. */
  fetch(request: Request): Promise<Response>;
  /** The mails and SMS that would have been sent, oldest first. */
  readonly inbox: readonly Message[];
  /** The hosted settings document. */
  readonly settings: HostedDocument;
  /** Replaces the values of the keys given: top-level ones, and those of `settings` directly. Throws `TypeError`. */
  configure(change: SettingsChange): void;
  /** The two-factor codes that would be accepted now. */
  authenticator(): AuthenticatorCode[];
  /** A copy of a customer, by e-mail address, user name or customer ID. */
  customer(identifier: string): CustomerRecord | undefined;
  /** Changes a customer as the merchant could; ends the sessions when the customer may no longer sign in. Throws `RangeError`. */
  changeCustomer(identifier: string, change: CustomerChange): void;
  /** The sessions of a customer, oldest first. Their `token` is the secret. */
  sessions(identifier: string): readonly SessionRecord[];
  /** Ends a session of whoever has it, as an operator does. Throws `RangeError` when there is none of this ID. */
  endSession(sessionId: string): void;
  /** Spoils the next answer, or the next `times`, of `operation` or of any. Faults apply in the order given. */
  fault(fault: Fault): void;
  /** Everything as at the start: customers, settings, inbox, sessions, limits, faults. */
  reset(): void;
  /** All that the simulator remembers, as one plain object that survives JSON. It holds passwords and tokens. */
  exportState(): State;
  /** Goes on from what `exportState` gave, of a simulator of the same version. Throws `TypeError` for anything else. */
  importState(saved: State): void;
}

/**
 * A simulator of the hosted SSO API (docs/hosted-api.md): the settings, all processes, opt-ins, sessions. It runs in Node, in a
 * page and in a service worker. Throws `TypeError` for options that the hosted API could not hold.
 */
export function createSimulator(options: SimulatorOptions): Simulator {
  const { now = Date.now, random = cryptoRandom, basePath = '/api/v3.0' } = options;
  checkCodes(options.codes);
  const world: World = {
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
  const follow = createFollower(options.follow);
  const find = (state: State, identifier: string): CustomerRecord | undefined =>
    byEmail(state, identifier) ??
    byUsername(state, identifier) ??
    state.customers.find(({ customerId }) => customerId === identifier);
  const endSessions = (ended: (session: SessionRecord) => boolean): void => {
    world.state.sessions = world.state.sessions.filter((session) => !ended(session));
  };
  return {
    async fetch(request) {
      follow(world.state);
      const found = operationOf(request, basePath);
      const work = (): Promise<Response> => handle(world, request, found);
      const fault = takeFault(world.state.faults, found?.operation);
      return fault ? spoil(fault, request.signal, work) : work();
    },
    get inbox() {
      return structuredClone(world.state.inbox);
    },
    get settings() {
      follow(world.state);
      return structuredClone(world.state.document);
    },
    configure(change) {
      const { state } = world;
      follow(state);
      const document = changed(state.document, change);
      if (document.ssoTermText !== state.document.ssoTermText) state.termsVersion += 1;
      state.document = document;
      state.texts = textsAfter(state.texts, change);
    },
    authenticator: () => currentCodes(world),
    customer: (identifier) => structuredClone(find(world.state, identifier)),
    changeCustomer(identifier, change) {
      const customer = find(world.state, identifier);
      if (!customer) throw new RangeError(`No such customer: ${identifier}`);
      Object.assign(customer, change);
      if (customer.status !== 'ACTIVATED') endSessions(({ customerId }) => customerId === customer.customerId);
    },
    sessions(identifier) {
      const customerId = find(world.state, identifier)?.customerId;
      return structuredClone(world.state.sessions.filter((session) => session.customerId === customerId));
    },
    endSession(sessionId) {
      const before = world.state.sessions.length;
      endSessions((session) => session.sessionId === sessionId);
      if (world.state.sessions.length === before) throw new RangeError(`No such session: ${sessionId}`);
    },
    fault(fault) {
      world.state.faults.push({ ...fault });
    },
    reset() {
      world.state = createState(options, now(), random);
    },
    exportState: () => structuredClone(world.state),
    importState(saved) {
      world.state = restored(saved);
    },
  };
}
