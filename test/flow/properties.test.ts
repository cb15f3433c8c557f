import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { Call, Flow, FlowEvent } from '../../src/flow/flow.js';
import { initialFlow, reduce } from '../../src/flow/reduce.js';
import type { Process } from '../../src/contract/names.js';
import type { ScreenName } from '../../src/flow/routes.js';
import { freeze, run, session } from './flows.js';
import { eventOf, lives, type Move } from './model.js';
import { runs } from '../support/runs.js';

// Many runs: on a busy machine they take longer than one test usually may.
vi.setConfig({ testTimeout: 60_000 });
const options = runs(500);

/** One event of a life: the state before and after it, and the call that it asked for. */
interface Moment {
  event: FlowEvent;
  before: Flow;
  after: Flow;
  call: Call | undefined;
}

/** Process → its first screen, and screen → the calls it can make. */
const targets: Record<Process, { start: ScreenName } & Partial<Record<ScreenName, string[]>>> = {
  login: {
    start: 'credentials',
    credentials: ['login/start', 'login/google'],
    'additional-data': ['login/additional-data'],
    'two-factor': ['login/two-factor'],
    'add-two-factor': ['login/two-factor'],
    'reset-password': ['login/reset-password'],
    'session-limit': ['login/end-sessions'],
  },
  registration: {
    start: 'register',
    register: ['registration/start', 'login/google'],
    verify: ['registration/verify', 'registration/resend'],
    'confirm-link': ['registration/verify-link'],
  },
  'account-connect': {
    start: 'identify',
    identify: ['account-connect/start'],
    verify: ['account-connect/verify', 'account-connect/resend'],
  },
  'password-forgotten': {
    start: 'address',
    address: ['password-forgotten/start'],
    verify: ['password-forgotten/verify', 'password-forgotten/resend'],
    'confirm-link': ['password-forgotten/verify-link'],
    'two-factor': ['password-forgotten/two-factor'],
    'add-two-factor': ['password-forgotten/two-factor'],
    'reset-password': ['password-forgotten/reset-password'],
    'additional-data': ['password-forgotten/additional-data'],
    'session-limit': ['password-forgotten/end-sessions'],
  },
};

/** Lives a life on frozen states and events: whoever writes to one throws. */
function live(moves: readonly Move[]): Moment[] {
  let flow = freeze({ ...initialFlow });
  return moves.map((move) => {
    const event = freeze(eventOf(move, flow));
    const [after, call] = reduce(flow, event);
    const moment = { event, before: flow, after: freeze(after), call };
    flow = after;
    return moment;
  });
}

/** Runs a check on every life. */
const always = (check: (moments: Moment[]) => void): void =>
  fc.assert(
    fc.property(lives, (moves) => check(live(moves))),
    options,
  );

test('no sequence of events and answers throws or writes to what it was given', () => {
  always((moments) => {
    for (const { after } of moments) expect(Object.keys(targets)).toContain(after.process);
  });
});

test('a process goes back to the one that was entered last', () => {
  always((moments) => {
    let initial = 'login';
    for (const { event, before, after } of moments) {
      if (event.type === 'entered') initial = event.process;
      expect(after.initialProcess).toBe(initial);
      const { name } = after.screen;
      if (
        event.type === 'restarted' ||
        (before.screen.name !== name && Object.values(targets).some((each) => each.start === name))
      )
        expect([after.process, name, after.id]).toEqual([initial, targets[after.initialProcess].start, undefined]);
    }
  });
});

test('a call is asked for only while none is under way, and then one is', () => {
  always((moments) => {
    for (const { before, after, call } of moments) {
      if (!call || call.name === 'flow/end') continue;
      expect(before.busy).toBe(false);
      expect(after).toMatchObject({ busy: true, turn: call.turn, problem: undefined });
    }
  });
});

test('nothing is sent twice: every call has a turn of its own, later than all before', () => {
  always((moments) => {
    let last = 0;
    for (const { call } of moments) {
      if (!call || call.name === 'flow/end') continue;
      expect(call.turn).toBeGreaterThan(last);
      last = call.turn;
    }
  });
});

test('only the own answer, giving up and a new start release the busy latch, and nothing else sets it', () => {
  always((moments) => {
    let pending: number | undefined;
    for (const { event, after, call } of moments) {
      if (call && call.name !== 'flow/end') pending = call.turn;
      else if (event.type === 'answered' ? event.turn === pending : /aborted|restarted|entered/.test(event.type))
        pending = undefined;
      expect(after.busy).toBe(pending !== undefined);
    }
  });
});

test('an answer that nobody waits for changes nothing at all', () => {
  always((moments) => {
    for (const { event, before, after } of moments)
      if (event.type === 'answered' && (!before.busy || event.turn !== before.turn)) expect(after).toBe(before);
  });
});

test('a call is the one that its screen routes to, and carries the flow, if there is one', () => {
  always((moments) => {
    for (const { event, before, call } of moments) {
      if (!call || call.name === 'flow/end') continue;
      const { screen } = before;
      expect(targets[before.process][screen.name]).toContain(call.name);
      expect(call.body).toEqual({
        ...(event as { values?: object }).values,
        ...(before.id && { flow: before.id }),
      });
    }
  });
});

test('a flow is given up only by a new start, once, and under its own name', () => {
  always((moments) => {
    for (const { event, before, after, call } of moments) {
      if (call?.name !== 'flow/end') continue;
      expect([event.type, call.flow, after.id]).toEqual(['restarted', before.id, undefined]);
    }
  });
});

test('whom a flow is for is what was last typed, and nobody after Google or in another process; never a masked address', () => {
  always((moments) => {
    let typed: string | undefined;
    for (const { event, after, call } of moments) {
      if (event.type === 'entered') typed = undefined;
      if (call && event.type === 'submitted') {
        const { via, values } = event;
        const said = values['identifier'] ?? values['email'] ?? typed;
        typed = via === 'google' ? undefined : said;
      }
      expect(after.identity).toBe(typed);
      expect(after.identity ?? '').not.toContain('•');
    }
  });
});

test('the values of the first form are kept until success or another process, and login keeps none', () => {
  always((moments) => {
    let kept: unknown;
    for (const { event, before, after, call } of moments) {
      const first = before.screen.name === targets[before.initialProcess].start && before.initialProcess !== 'login';
      if (event.type === 'submitted' && call && first && !event.via) kept = event.values;
      if (event.type === 'entered' || (after.screen.name === 'done' && before.screen.name !== 'done')) kept = undefined;
      expect(after.firstValues).toBe(kept);
    }
  });
});

test('no problem is shown during a call, and giving one up changes none', () => {
  always((moments) => {
    for (const { event, before, after } of moments) {
      if (after.busy) expect(after.problem).toBeUndefined();
      if (event.type === 'aborted') expect(after.problem).toBe(before.problem);
    }
  });
});

test('a notice has one of nine reasons', () => {
  always((moments) => {
    for (const { after } of moments)
      if (after.screen.name === 'unavailable')
        expect([
          'off',
          'emergency',
          'domain',
          'endpoint',
          'connect',
          'misconfigured',
          'settings',
          'protocol-unknown',
          'cookies',
        ]).toContain(after.screen.why);
  });
});

const submitted = (flow: Flow): Flow => {
  const { flow: busy, calls } = run(flow, { type: 'submitted', values: { code: 'x' } });
  expect(calls).toHaveLength(1);
  return run(busy, { type: 'answered', answer: session, turn: busy.turn }).flow;
};
const restarted = (flow: Flow): Flow => run(flow, { type: 'restarted' }).flow;
/** The ways on from a screen, each the next state and the screen that it has to be on. */
const waysFrom = (flow: Flow): [Flow, ScreenName][] => {
  const { name } = flow.screen;
  const { start } = targets[flow.initialProcess];
  if (name === 'unavailable') return [[run(flow, { type: 'assessed' }).flow, start]];
  const on: [Flow, ScreenName][] = targets[flow.process][name] ? [[submitted(flow), 'done']] : [];
  if (name === start) return on;
  if (name === 'loading') on.push([run(flow, { type: 'resumed', flows: [] }).flow, start]);
  return [...on, [restarted(flow), start]];
};

test('every screen that can be reached can be left, with or without a problem', () => {
  const reached = new Set<string>();
  always((moments) => {
    for (const { after } of moments) {
      reached.add(after.screen.name);
      if (after.busy) continue;
      const ways = waysFrom(after);
      expect(ways).not.toEqual([]);
      for (const [next, name] of ways) {
        expect(next.screen.name).toBe(name);
        expect(next.busy).toBe(false);
      }
    }
  });
  const first = ['address', 'credentials', 'identify', 'register'];
  const steps = ['add-two-factor', 'additional-data', 'change-email', 'reset-password', 'two-factor', 'verify'];
  const others = ['confirm-link', 'done', 'loading', 'session-limit', 'unavailable'];
  expect([...reached].sort()).toEqual([...first, ...steps, ...others].sort());
});

test('a busy screen can be left by its own answer, by giving up and by starting again', () => {
  always((moments) => {
    for (const { after } of moments) {
      if (!after.busy) continue;
      expect(run(after, { type: 'answered', answer: session, turn: after.turn }).flow.screen.name).toBe('done');
      expect(run(after, { type: 'aborted' }).flow.busy).toBe(false);
      const { start } = targets[after.initialProcess];
      expect(run(after, { type: 'restarted' }).flow).toMatchObject({ screen: { name: start }, busy: false });
    }
  });
});
