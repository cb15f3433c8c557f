/** The initial state, from the options. */
import { subscriptionId } from '../../contract/sso-api.js';
import { checkAccessRight } from './access-rights.js';
import type { SimulatorOptions } from './simulator-options.js';
import { parseHostedDocument, type LanguageTexts } from './hosted-settings-document.js';
import type { SimulatorState, SimulatorContext } from './simulator-state.js';
import { createRandomToken } from './random-token.js';

/** Throws a `TypeError` for customers or settings that the hosted API could not have. @param now Milliseconds since 1970. */
export function createState(
  options: SimulatorOptions,
  now: number,
  random: SimulatorContext['random'],
): SimulatorState {
  const { settings, texts }: { settings?: object; texts?: LanguageTexts } = options.follow?.() ?? options;
  const state: SimulatorState = {
    customers: [],
    steps: [],
    removals: [],
    sessions: [],
    transfers: [],
    inbox: [],
    document: parseHostedDocument(settings ?? { settings: { tokenType: 'EMAIL' } }),
    texts: texts ?? {},
    termsVersion: 1,
    optInVersions: [],
    starts: [],
    failures: [],
    usedIdTokens: [],
    window: { start: now, count: 0 },
    faults: [],
  };
  for (const [index, option] of structuredClone(options.customers ?? []).entries()) {
    const { twoFactor, termsChanged, sessions = [], customerId = String(100_001 + index), ...rest } = option;
    if (!/^\d{1,18}$/.test(customerId)) throw new TypeError(`A customer ID has 1 to 18 digits: ${customerId}`);
    if (rest.password !== undefined && !rest.email && !rest.username) {
      throw new TypeError('A customer with a password needs an e-mail address or a user name');
    }
    const subscriptionIds = (rest.subscriptionIds ?? []).map(String);
    for (const id of subscriptionIds) {
      if (!subscriptionId.safeParse(id).success) throw new TypeError(`No subscription ID: ${id}`);
    }
    for (const id of rest.accessRights ?? []) checkAccessRight(id);
    state.customers.push({
      ...rest,
      customerId,
      status: rest.status ?? 'ACTIVATED',
      ...(typeof twoFactor === 'object' && { secret: twoFactor.secret }),
      mustAddTwoFactor: twoFactor === 'to-add',
      mustResetPassword: rest.mustResetPassword ?? false,
      mustChangeEmail: rest.mustChangeEmail ?? false,
      acceptedTermsVersion: rest.acceptedTermsVersion ?? (termsChanged ? 0 : 1),
      asks: rest.asks ?? {},
      usedTimeStep: -1,
      registered: now,
      subscriptionIds,
      addresses: [...(rest.addresses ?? [])],
      accessRights: [...(rest.accessRights ?? [])],
      accessBlocked: rest.accessBlocked ?? false,
      optIns: {},
    });
    for (const { createdAt, ...device } of sessions) {
      const created = createdAt ? Date.parse(createdAt) : now;
      const [token, sessionId] = [createRandomToken(random), createRandomToken(random)];
      state.sessions.push({ token, sessionId, customerId, device, created });
    }
  }
  return state;
}
