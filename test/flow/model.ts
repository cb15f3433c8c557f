/**
 * Random lives of a process: what the reader, the page, the settings and the gateway do to it, in any order. Moves
 * are data; those that answer a call name it by its age, so that the same move can be in time or stale.
 */
import fc from 'fast-check';
import { parseAnswer } from '../../src/client/parse-answer.js';
import type { Answer, Problem, Resumable } from '../../src/contract/answer.js';
import type { Process } from '../../src/contract/names.js';
import { problems } from '../../src/contract/problems.js';
import type { Flow, FlowEvent } from '../../src/flow/flow.js';
import { id, image, otherId } from './flows.js';

/** What happens next. `age` of an answer: 0 for the newest call, else so many calls before it; negative: not made yet. */
export type Move = Exclude<FlowEvent, { type: 'answered' }> | { type: 'answered'; answer: Answer; age: number };

const codes = [
  ...Object.keys(problems),
  ...['offline', 'timeout', 'bad-answer', 'not-a-gateway', 'chunk-failed', 'cookies-refused'],
] as Problem['code'][];

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const process = fc.constantFrom<Process[]>('login', 'registration', 'account-connect', 'password-forgotten');
const flowId = fc.constantFrom(id, otherId);
const identity = fc.constantFrom('ada', 'ada@example.com', 'eve');
/** Masked addresses hold a bullet, identities never do. */
const address = fc.constantFrom('a•••@e•••.com', 'e•••');

const problem = fc.record({
  kind: fc.constant('problem' as const),
  code: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...codes) }, fc.string() as fc.Arbitrary<Problem['code']>),
});
const step = fc
  .tuple(
    fc.constantFrom(
      'verify',
      'confirm-link',
      'additional-data',
      'two-factor',
      'add-two-factor',
      'reset-password',
      'change-email',
    ),
    process,
    flowId,
    fc.constantFrom({}, { username: true as const, names: 'required' as const }, { image }),
  )
  .map(([name, of, flow, asks]) => ({ kind: 'step', process: of, flow, step: name, asks }) as Answer);
const limit = fc.record({
  kind: fc.constant('sessionLimit' as const),
  process,
  flow: flowId,
  sessions: fc.array(fc.record({ id: fc.string() }), { maxLength: 3 }),
});
const session = fc
  .tuple(optional(fc.record({ id: fc.string() })), optional(fc.constant('/article')))
  .map(([customer, returnUrl]): Answer => ({ kind: 'session', customer, returnUrl }));
/** Whatever stands in a JSON document, as the client lets it through. */
const garbage = fc.object({ withNullPrototype: true }).map((document) => parseAnswer(document));

const answer: fc.Arbitrary<Answer> = fc.oneof(problem, problem, step, step, limit, session, garbage);
const resumable = fc.record(
  { address, answer: fc.oneof(step, limit) },
  { requiredKeys: ['answer'] },
) as fc.Arbitrary<Resumable>;
const values = fc.oneof(
  fc.record({ identifier: identity, password: fc.string() }),
  fc.record({ email: identity, password: fc.string(), optIn: fc.boolean() }),
  fc.record({ code: fc.string() }),
  fc.dictionary(
    fc.string().filter((name) => !/^(identifier|email|flow|token|seal|code)$/.test(name)),
    fc.oneof(fc.string(), fc.boolean()),
    { noNullPrototype: true },
  ),
);

const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('submitted' as const), values }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('submitted' as const),
      values: fc.record({ idToken: fc.string() }),
      via: fc.constant('google' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constant<Move>({ type: 'submitted', values: {}, via: 'resend' }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('answered' as const),
      answer,
      age: fc.constantFrom(0, 0, 0, 0, 1, 2, 5, -1),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('entered' as const),
      process,
      wait: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record(
      {
        type: fc.constant('resumed' as const),
        flows: fc.array(resumable, { maxLength: 2 }),
        link: fc.constant(true),
      },
      { requiredKeys: ['type', 'flows'] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(
        'off',
        'emergency',
        'domain',
        'endpoint',
        'connect',
        'misconfigured',
        'settings',
        'protocol-unknown',
        undefined,
      )
      .map((why): Move => ({ type: 'assessed', why })),
  },
  { weight: 1, arbitrary: fc.constantFrom<Move[]>({ type: 'aborted' }, { type: 'restarted' }) },
);

/** A sequence of moves. */
export const lives: fc.Arbitrary<Move[]> = fc.array(move, { maxLength: 40, size: 'max' });

/** The event that a move is for a flow. */
export function eventOf(made: Move, flow: Flow): FlowEvent {
  if (made.type !== 'answered') return made;
  return { type: 'answered', answer: made.answer, turn: flow.turn - made.age };
}
