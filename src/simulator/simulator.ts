/** The interface of a simulator. */
import type { AuthenticatorCode } from './operations/two-factor.js';
import type { Fault } from './request/faults.js';
import type { HostedDocument, SettingsChange } from './state/hosted-settings-document.js';
import type { CustomerRecord, Message, SessionRecord, SimulatorState } from './state/simulator-state.js';

/** Members of a customer to change. An absent member stays as it is. */
export type CustomerChange = Partial<Omit<CustomerRecord, 'customerId'>>;

export interface Simulator {
  /**
   * Handles a request to the hosted API and resolves to its reply, also for errors. Rejects with a `TypeError` only if a
   * fault breaks the connection, or with the reason of an aborted signal while a `slow` fault waits.
   */
  fetch(request: Request): Promise<Response>;
  /** A copy of the e-mails and SMS that would have been sent, oldest first. */
  readonly inbox: readonly Message[];
  /** A copy of the hosted settings document. */
  readonly settings: HostedDocument;
  /**
   * Changes settings. Each key replaces the whole value of a top-level member or of a member of `settings`. Throws a
   * `TypeError` that names an unknown key or a value that the document cannot hold.
   */
  configure(change: SettingsChange): void;
  /** Returns the two-factor codes that would be accepted now. */
  authenticator(): AuthenticatorCode[];
  /** Returns a copy of a customer; `undefined` if there is none. @param identifier E-mail address, user name or customer ID. */
  customer(identifier: string): CustomerRecord | undefined;
  /**
   * Changes a customer as the merchant could, and ends the sessions of one who may no longer sign in. Throws a
   * `RangeError` if there is no such customer.
   *
   * @param identifier E-mail address, user name or customer ID.
   */
  changeCustomer(identifier: string, change: CustomerChange): void;
  /**
   * Grants a customer an access right, as a purchase does. Throws a `TypeError` for what is no ID of one, a `RangeError` if there is no such
   * customer. Whoever is to be blocked from what was bought gets `accessBlocked: true` by `changeCustomer`.
   *
   * @param identifier E-mail address, user name or customer ID.
   */
  grantAccess(identifier: string, accessRightId: string): void;
  /** Takes an access right from a customer, as the end of a subscription does. Throws a `RangeError` if there is no such customer. */
  revokeAccess(identifier: string, accessRightId: string): void;
  /** Returns copies of the sessions of a customer, oldest first; empty for an unknown one. Their `token` is a secret. */
  sessions(identifier: string): readonly SessionRecord[];
  /** Ends a session, as an operator can. Throws a `RangeError` if there is no session with this ID. */
  endSession(sessionId: string): void;
  /** Spoils the next reply, or the next `times` replies, of `operation` or of any. Faults apply in the order they were added. */
  fault(fault: Fault): void;
  /** Restores the initial state: customers, settings, inbox, sessions, limits, faults. */
  reset(): void;
  /** Returns a copy of the state, as a plain object that survives JSON. It holds passwords and tokens. */
  exportState(): SimulatorState;
  /** Restores a state that `exportState` of the same version returned. Throws a `TypeError` for anything else. */
  importState(saved: SimulatorState): void;
}
