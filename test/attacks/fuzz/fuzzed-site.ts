/** A gateway before a simulator, both on the clock and the chance of a seed, and all that must never be seen of them. */
import { createGateway, type Gateway, type LogEvent, memoryStore } from '../../../src/gateway/index.js';
import { createSimulator, type Simulator } from '../../../src/simulator/index.js';
import { createExchangeRecorder, type Exchange } from '../../../src/testing/index.js';
import { countingPort } from '../../gateway/support/limited.js';
import type { Dice } from './dice.js';
import { createOtherServices, hiddenHere } from './other-services.js';

export const origin = 'https://news.example.org';
export const otherSite = 'https://shop.example.org';
const apiToken = 'API-TOKEN-of-the-fuzzed-site';
const secret = 'qT7vLx2mR9cZ4hKpW8sYb3nFd6gJu1eA';

/** Customers whom requests sign in as; what each is asked next differs. */
export const passwords: Readonly<Record<string, string>> = {
  'reader@example.org': 'the-password-of-the-reader',
  'factor@example.org': 'the-password-with-two-factors',
  'adds@example.org': 'the-password-before-the-second',
  'resets@example.org': 'the-password-that-is-to-go',
  'asked@example.org': 'the-password-of-who-is-asked',
  'limited@example.org': 'the-password-on-three-devices',
};
/** Of a session that the iframe has, good once. */
export const frameToken = 'TRANSFER-of-the-old-iframe';
/** Somebody whom nobody in the test knows. */
export const bystander = {
  email: 'bystander-4c1f@elsewhere.example',
  password: 'the-password-of-a-bystander',
  firstName: 'Bystandrine',
  lastName: 'Fernab',
  customerId: '918273645',
};
const device = { os: 'Linux', browser: 'Firefox' };

export interface FuzzedSite {
  gateway: Gateway;
  simulator: Simulator;
  log: LogEvent[];
  /** Exchanges of the request under way; whether the stand-in was told to fail one of them. */
  exchanges: Exchange[];
  disturbed: { times: number };
  clock: { now: number };
  /** Members that the settings ask of who registers, beside address and password. */
  asked: readonly string[];
  /** What no answer and no line of the log may have in it. */
  hidden: Set<string>;
}

const secretMember = /"(?:token|customerSession|removalToken|transferToken|verificationToken)":"([^"]{8,})"/g;

export function createFuzzedSite(dice: Dice): FuzzedSite {
  const clock = { now: Date.parse('2026-05-04T10:00:00Z') };
  const now = () => clock.now;
  const log: LogEvent[] = [];
  const hidden = new Set([
    apiToken,
    secret,
    ...hiddenHere,
    frameToken,
    ...Object.values(bystander),
    ...Object.values(passwords),
  ]);
  const [reader = '', factor = '', adds = '', resets = '', isAsked = '', limited = ''] = Object.keys(passwords);
  const customer = (email: string, more: object = {}) => ({ email, password: passwords[email] ?? '', ...more });
  const isAsking = dice.chance(0.5);
  const simulator = createSimulator({
    apiToken,
    now,
    random: dice.bytes,
    limits: { wrongTries: 1000, starts: 1000 },
    customers: [
      customer(reader, { username: 'reader', accessRights: ['premium'] }),
      customer(factor, { twoFactor: { secret: 'JBSWY3DPEHPK3PXP' } }),
      customer(adds, { twoFactor: 'to-add' }),
      customer(resets, { mustResetPassword: true }),
      customer(isAsked, { asks: { username: true, names: true, terms: true } }),
      customer(limited, { sessions: [device, device, device] }),
      bystander,
      ...['77', '78', '79'].map((customerId) => ({ customerId })),
    ],
    settings: {
      settings: {
        tokenType: 'EMAIL',
        maxSessions: 3,
        ssoName: isAsking ? 'REQUIRED' : 'NONE',
        forceUsername: isAsking,
        ssoOptIn: true,
        allowRegistrationIdentifier: true,
        registrationIdentifiers: { requestCustomerId: true },
      },
      ssoTermText: '<p>Terms</p>',
      ssoOptInText: '<p>Mails</p>',
      ssoProviders: { active: true, googleSettings: { active: true, googleClientId: 'client.example' } },
    },
  });
  const state = simulator.exportState();
  const [session] = state.sessions;
  // From the future, so that it does not get too old.
  const transfer = { token: frameToken, session: session?.token ?? '', issued: now() + 400 * 86_400_000, used: false };
  simulator.importState({ ...state, transfers: [transfer] });
  const exchanges: Exchange[] = [];
  const disturbed = { times: 0 };
  const record = (exchange: Exchange) => {
    exchanges.push(exchange);
    if (exchange.forced) disturbed.times += 1;
    for (const [, found = ''] of exchange.responseBody.matchAll(secretMember)) hidden.add(found);
  };
  const recorded = createExchangeRecorder((request) => simulator.fetch(request), record);
  const others = createOtherServices(dice, clock, Object.values(passwords));
  const gateway = createGateway({
    ...others.options,
    apiUrl: 'https://simulator.invalid/api/v3.0',
    apiToken,
    origins: [origin],
    secrets: [secret],
    sites: [otherSite],
    verificationPaths: ['/register'],
    returnPaths: ['/account', '/article'],
    sources: ['newsletter'],
    sessionRights: ['premium'],
    offerStaySignedIn: true,
    adoptUntil: '2099-12-31',
    store: memoryStore(now),
    random: dice.bytes,
    now,
    // Delays and slots pass at once, on the site's own clock.
    timer: {
      now,
      wait: (milliseconds) => {
        clock.now += milliseconds;
        return Promise.resolve();
      },
    },
    limits: countingPort(now),
    // Enforced in some rounds alone: where all is refused, little is reached.
    limitMode: dice.chance(0.25) ? 'enforce' : 'log',
    log: (event) => log.push(event),
    fetch: async (request) => {
      const answered = others.ask(request);
      if (answered) return answered;
      // There is no other gateway to ask.
      if (new URL(request.url).origin !== 'https://simulator.invalid') throw new TypeError('nobody is there');
      try {
        return await recorded(request);
      } catch (error) {
        if (error instanceof TypeError && error.message.startsWith('The simulator broke')) disturbed.times += 1;
        throw error;
      }
    },
  });
  const asked = isAsking ? ['username', 'firstName', 'lastName'] : [];
  return { gateway, simulator, log, exchanges, disturbed, clock, asked, hidden };
}
