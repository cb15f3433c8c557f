/** Calls a simulator as a gateway would, on a clock that the test moves. */
import { createSimulator, type Simulator, type SimulatorOptions } from '../../src/simulator/index.js';
import { createExchangeRecorder, type Exchange } from '../../src/testing/exchange-recorder.js';

export const apiToken = 'api-token';
export const password = 'correct horse battery';
/** 2026-01-01T00:00:00Z, the beginning of a two-factor time step. */
export const start = 1_767_225_600_000;

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The body as JSON; `{}` where it is none. */
  body: Record<string, unknown>;
}

export interface Caller {
  simulator: Simulator;
  advance(seconds: number): void;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
  /** `login/verify` with the password that every customer here has. */
  login(email: string): Promise<Answer>;
}

export async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = {};
  }
  return { status: response.status, headers: response.headers, text, body: body as Record<string, unknown> };
}

/** @param record Receives every exchange. */
export function createCaller(
  options: Partial<SimulatorOptions> = {},
  record: (exchange: Exchange) => void = () => undefined,
): Caller {
  let time = start;
  const simulator = createSimulator({ apiToken, now: () => time, ...options });
  const fetch = createExchangeRecorder((request) => simulator.fetch(request), record);
  const send: Caller['send'] = async (method, path, body, headers = {}) => {
    const request = new Request(`https://sso.test/api/v3.0${path}`, {
      method,
      headers: {
        'x-plenigo-token': apiToken,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return read(await fetch(request));
  };
  const post: Caller['post'] = (path, body) => send('POST', `/processes/${path}`, body);
  return {
    simulator,
    advance: (seconds) => {
      time += seconds * 1000;
    },
    send,
    post,
    login: (email) => post('login/verify', { email, password }),
  };
}

/** An answer as a table gives it: status and error code; without a code, what kind of success it is. */
export function outcome({ status, body }: Answer): [number, unknown] {
  if (typeof body['errorCode'] === 'number') return [status, body['errorCode']];
  if (status === 208) return [status, 'nothing'];
  if ('customerSession' in body) return [status, 'session'];
  return [status, 'activeSessions' in body ? 'limit' : (body['nextStep'] ?? 'data')];
}

/** A text of an answer's body; throws when it has none under this name. */
export function textOf(answer: Answer, name: string): string {
  const value = answer.body[name];
  if (typeof value !== 'string') throw new Error(`No ${name} in ${answer.text}`);
  return value;
}
