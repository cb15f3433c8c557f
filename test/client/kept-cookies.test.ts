import { afterEach, expect, test, vi } from 'vitest';
import type { Answer, Problem } from '../../src/contract/answer.js';
import { confirms } from '../../src/client/kept-cookies.js';

afterEach(() => {
  vi.restoreAllMocks();
});

type Held = Exclude<Answer, Problem>;
const session = { kind: 'session', customer: { id: '7' } } as Held;
const step = { kind: 'step', flow: 'f1', step: 'verify', asks: {} } as unknown as Held;
const gateway = (reply: object) => vi.fn(() => Promise.resolve(reply as Answer));

test('a browser holds a session where the gateway reads the same customer', async () => {
  const connection = gateway({ kind: 'session', customer: { id: '7' } });
  expect(await confirms(session, connection)).toBe(true);
  expect(connection).toHaveBeenCalledWith('GET', 'session');
});

test('it holds a flow where the gateway lists it', async () => {
  const connection = gateway({ kind: 'flows', flows: [{ answer: step }] });
  expect(await confirms(step, connection)).toBe(true);
  expect(connection).toHaveBeenCalledWith('GET', 'flow');
});

test.each([
  ['nobody is signed in', session, { kind: 'signedOut' }],
  ['somebody else is', session, { kind: 'session', customer: { id: '8' } }],
  ['there is another flow', step, { kind: 'flows', flows: [{ answer: { ...step, flow: 'f2' } }] }],
])('it holds nothing where %s, which the console says with what to read', async (_name, answer, reply) => {
  const error = vi.spyOn(console, 'error').mockReturnValue();
  expect(await confirms(answer, gateway(reply))).toBe(false);
  expect(error).toHaveBeenCalledWith(expect.stringContaining('docs/browser-protocol.md'));
});

test('a gateway that cannot be asked proves nothing', async () => {
  const error = vi.spyOn(console, 'error').mockReturnValue();
  expect(await confirms(session, gateway({ kind: 'problem', code: 'offline' }))).toBeUndefined();
  expect(error).not.toHaveBeenCalled();
});
