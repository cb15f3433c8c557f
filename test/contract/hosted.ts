/** The gateway's only caller of the hosted API, joined to a simulator: what passes between them is recorded. */
import type * as z from 'zod/mini';
import { processReply, type Operation } from '../../src/contract/sso-api.js';
import { Failure } from '../../src/gateway/base/failure.js';
import { createUpstream } from '../../src/gateway/upstream/upstream.js';
import { createSimulator, type Simulator, type SimulatorOptions } from '../../src/simulator/index.js';
import { createExchangeRecorder, type Exchange } from '../../src/testing/index.js';
import { recordTo } from '../../scripts/contract/record-exchanges.js';

export const email = 'someone@publisher.test';
export const password = 'a long password';
export const googleClient = 'client-of-the-publisher';
const keep = recordTo();

/** As `Upstream`'s, but with any body: a test also sends what the types of the gateway forbid. */
interface Call {
  body?: object;
  query?: Record<string, string>;
  segment?: string | readonly string[];
  reply?: z.ZodMiniType;
}
/** What a call came to: `status` and `body` as recorded, and the gateway's problem code or `ok`. */
export interface Outcome {
  status: number;
  told: string;
  body: Record<string, unknown>;
}
export interface Hosted {
  simulator: Simulator;
  call(operation: Operation, call?: Call): Promise<Outcome>;
  /** The same with an API token that is wrong. */
  asStranger(operation: Operation, call?: Call): Promise<Outcome>;
  login(): Promise<Outcome>;
  advance(seconds: number): void;
  exchanges: Exchange[];
}

/** @param isKept `false`: what passes is not among the exchanges that are checked; for what the description does not allow. */
export function createHosted(options: Partial<SimulatorOptions> = {}, isKept = true): Hosted {
  // The beginning of a two-factor time step.
  let time = Date.UTC(2026, 0, 1);
  const apiToken = 'api-token';
  const exchanges: Exchange[] = [];
  const now = () => time;
  const google = { active: true, googleSettings: { active: true, googleClientId: googleClient } };
  const simulator = createSimulator({
    apiToken,
    now,
    settings: { settings: { tokenType: 'EMAIL' }, ssoProviders: google },
    customers: [{ email, password }],
    ...options,
  });
  const fetch = createExchangeRecorder(
    (request) => simulator.fetch(request),
    (exchange) => {
      exchanges.push(exchange);
      if (isKept) keep(exchange);
    },
  );
  const caller = (token: string): Hosted['call'] => {
    const apiUrl = 'https://sso.test/api/v3.0';
    const upstream = createUpstream({ apiUrl, apiToken: token, fetch, now, timeout: 5000, log: () => undefined });
    return async (operation, call = {}) => {
      const told = await upstream.call(operation, { reply: processReply, ...call } as never).then(
        () => 'ok',
        (error: unknown) => (error instanceof Failure ? error.code : 'thrown'),
      );
      const { status, responseBody } = exchanges.at(-1) ?? { status: 0, responseBody: '{}' };
      return { status, told, body: told === 'ok' ? (JSON.parse(responseBody) as Outcome['body']) : {} };
    };
  };
  const call = caller(apiToken);
  return {
    simulator,
    call,
    asStranger: caller('another'),
    login: () => call('login/verify', { body: { email, password } }),
    advance: (seconds) => {
      time += seconds * 1000;
    },
    exchanges,
  };
}

/** A text of an outcome's body; throws when it has none under this name. */
export function textOf({ status, told, body }: Outcome, name: string): string {
  const value = body[name];
  if (typeof value !== 'string') throw new Error(`No ${name} in an answer of ${status}, ${told}`);
  return value;
}
