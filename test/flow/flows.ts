/** Answers, states and drivers that the tests of the flow share. */
import type { Answer, Problem, Resumable } from '../../src/contract/answer.js';
import type { Process } from '../../src/contract/names.js';
import type { Call, Flow, FlowEvent, StepAsks, Values } from '../../src/flow/flow.js';
import { initialFlow, reduce } from '../../src/flow/reduce.js';

export const id = 'AAAAAAAAAAAAAAAAAAAAAA';
export const otherId = 'BBBBBBBBBBBBBBBBBBBBBB';
export const image = 'data:image/png;base64,AAAA';

export const session: Answer = { kind: 'session', customer: { id: '7' }, returnUrl: '/article' };
export const limit: Extract<Answer, { kind: 'sessionLimit' }> = {
  kind: 'sessionLimit',
  process: 'login',
  flow: id,
  sessions: [{ id: 's1', os: 'Linux' }],
};
export const step = {
  'additional-data': { kind: 'step', process: 'login', flow: id, step: 'additional-data', asks: { username: true } },
  'two-factor': { kind: 'step', process: 'login', flow: id, step: 'two-factor', asks: {} },
  'add-two-factor': { kind: 'step', process: 'login', flow: id, step: 'add-two-factor', asks: { image } },
  'reset-password': { kind: 'step', process: 'login', flow: id, step: 'reset-password', asks: {} },
  'change-email': { kind: 'step', process: 'login', flow: id, step: 'change-email', asks: {} },
} as const satisfies Record<string, Answer>;
export const problem = (code: Problem['code'], more: Partial<Problem> = {}): Problem => ({
  kind: 'problem',
  code,
  ...more,
});

/** Freezes a value with all that it holds, so that whoever writes to it throws. */
export function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}

/** Reduces one event after another; answers the last state and all calls that were asked for. */
export function run(flow: Flow, ...events: FlowEvent[]): { flow: Flow; calls: Call[] } {
  const calls: Call[] = [];
  let state = freeze(flow);
  for (const event of events) {
    const [next, call] = reduce(state, freeze(event));
    if (call) calls.push(call);
    state = freeze(next);
  }
  return { flow: state, calls };
}

/** A login process on its first screen. */
export const entered: Flow = run(initialFlow, { type: 'entered', process: 'login' }).flow;

/** A submit that is answered. */
export function exchange(flow: Flow, values: Values, answer: Answer): Flow {
  const { flow: busy } = run(flow, { type: 'submitted', values });
  return run(busy, { type: 'answered', answer, turn: busy.turn }).flow;
}

export const credentials: Values = { identifier: 'ada@example.com', password: 'a b c' };

/** A process on the screen that an answer to the first submit leads to. */
export const at = (answer: Answer): Flow => exchange(entered, credentials, answer);

/** A process that waits for `GET flow`, and what it makes of the answer. */
export const waiting: Flow = run(initialFlow, { type: 'entered', process: 'login', wait: true }).flow;
export const resumed = (...flows: Resumable[]): Flow => run(waiting, { type: 'resumed', flows }).flow;

/** A process on its first screen. */
export const begun = (process: Process): Flow => run(initialFlow, { type: 'entered', process }).flow;
/** What the first form of each process holds at submit. */
export const forms = {
  login: credentials,
  registration: { email: 'ada@example.com', password: 'a b c', optIn: true },
  'account-connect': { customerId: '12', email: 'ada@example.com', password: 'a b c', optIn: false },
  'password-forgotten': { identifier: 'ada@example.com' },
} as const satisfies Record<Process, Values>;
/** The step at which a code was sent. */
export const verify = (process: Process, sent = 1, flow = id): Extract<Answer, { step: 'verify' }> => ({
  kind: 'step',
  process,
  flow,
  step: 'verify',
  asks: { channel: 'email', resendAfter: 30, sent },
});
/** A process whose first form was answered with a sent code. */
export const coded = (process: Process): Flow => exchange(begun(process), forms[process], verify(process));

/** A link that waits to be confirmed; without `asks` in the browser that began the flow. */
export const linked = (
  process: Process,
  asks: StepAsks<'confirm-link'> = {},
): Extract<Answer, { step: 'confirm-link' }> => ({ kind: 'step', process, flow: id, step: 'confirm-link', asks });
/** A process that the reader came to by a mailed link. */
export const arrived = (process: Process, ...answers: readonly Resumable['answer'][]): Flow =>
  run(run(initialFlow, { type: 'entered', process, wait: true }).flow, {
    type: 'resumed',
    link: true,
    own: '',
    flows: answers.map((answer) => ({ answer })),
  }).flow;
