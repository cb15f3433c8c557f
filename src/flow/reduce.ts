import type { Answer, Problem } from '../contract/answer.js';
import type { Body, FlowCallName } from '../contract/calls.js';
import { endsFlow } from '../contract/problems.js';
import type { Call, Flow, FlowCall, FlowEvent, Screen, Unavailability } from './flow.js';
import type { Step } from '../contract/names.js';
import { routes, starts } from './routes.js';

/** Problems that have a screen of their own: a notice. */
const notices = new Map<Problem['code'], Unavailability>([
  ['domain-not-allowed', 'domain'],
  ['login-unavailable', 'off'],
  ['login-emergency', 'emergency'],
  ['connect-unavailable', 'connect'],
  ['connect-misconfigured', 'misconfigured'],
  ['cookies-refused', 'cookies'],
]);

const begin = (flow: Flow): Flow => ({
  ...flow,
  process: flow.initialProcess,
  screen: { name: starts[flow.initialProcess] },
  id: undefined,
  address: undefined,
  busy: false,
  problem: undefined,
});

/** Returns what changes with an answer: the screen and more. */
function afterAnswer(flow: Flow, answer: Answer): Partial<Flow> {
  switch (answer.kind) {
    case 'session':
      return {
        screen: { name: 'done', customer: answer.customer, returnUrl: answer.returnUrl },
        id: undefined,
        firstValues: undefined,
      };
    case 'sessionLimit':
      return { process: answer.process, screen: { name: 'session-limit', sessions: answer.sessions }, id: answer.flow };
    case 'step':
      return {
        process: answer.process,
        screen: { name: answer.step, asks: answer.asks } as Screen,
        id: answer.flow,
      };
    case 'problem': {
      const why = notices.get(answer.code);
      if (why) return { screen: { name: 'unavailable', why }, id: undefined };
      // Before its first step there is no flow to end: the form stays as it stands.
      return endsFlow(answer.code) && flow.screen.name !== starts[flow.initialProcess]
        ? { ...begin(flow), problem: answer }
        : { problem: answer };
    }
  }
}

/**
 * Returns the next state, and at most one call to make. Pure; an event that does not fit the state changes nothing.
 *
 * @example
 * ```ts
 * import { initialFlow, reduce } from './reduce.js';
 *
 * const [flow] = reduce(initialFlow, { type: 'entered', process: 'login' });
 * const [next, call] = reduce(flow, { type: 'submitted', values: { identifier: 'reader', password: 'secret' } });
 * ```
 */
export function reduce(flow: Flow, event: FlowEvent): [flow: Flow, call?: Call] {
  const idle = { ...flow, busy: false, problem: undefined };
  const name = flow.screen.name;
  switch (event.type) {
    case 'entered': {
      const next = begin({ ...initialFlow, initialProcess: event.process, turn: flow.turn });
      return [event.wait ? { ...next, screen: { name: 'loading' } } : next];
    }
    case 'resumed': {
      if (name !== 'loading') return [flow];
      // The newest where the tab has none of its own; never another tab's in place of its own.
      const fresh = event.own === undefined && !event.link;
      const found = event.flows.find(({ answer }) =>
        event.link
          ? (answer as { step?: Step }).step === 'confirm-link' && answer.process === flow.initialProcess
          : fresh
            ? answer.process === flow.initialProcess
            : answer.flow === event.own,
      );
      if (!found)
        return [{ ...begin(flow), ...(event.link && { problem: { kind: 'problem', code: 'link-invalid' } }) }];
      const next = { ...idle, address: found.address, ...afterAnswer(flow, found.answer) };
      return [fresh ? { ...next, otherTabsId: next.id } : next];
    }
    case 'assessed':
      if (
        event.why &&
        (name === 'loading' || name === starts[flow.initialProcess] || name === 'unavailable') &&
        event.why !== (flow.screen as { why?: Unavailability }).why &&
        !flow.busy
      )
        return [{ ...idle, screen: { name: 'unavailable', why: event.why } }];
      return [!event.why && name === 'unavailable' ? begin(flow) : flow];
    case 'submitted': {
      const { via, values } = event;
      // What a reader needs who comes back. The password is the form's to keep.
      const { password: _password, ...kept } = values;
      const call = (routes[flow.process] as Partial<Record<string, FlowCallName>>)[via ? `${name}/${via}` : name];
      if (flow.busy || !call) return [flow];
      const turn = flow.turn + 1;
      const identity = via === 'google' ? undefined : (values.identifier ?? values.email ?? flow.identity);
      const body = {
        ...values,
        ...(flow.id && ({ flow: flow.id } satisfies Pick<Body<'login/two-factor'>, 'flow'>)),
      };
      return [
        {
          ...idle,
          busy: true,
          turn,
          lastSubmit: via && event,
          identity,
          // A password that was tried at login is not kept for the next reader.
          ...(!via && name === starts[flow.initialProcess] && flow.initialProcess !== 'login' && { firstValues: kept }),
        },
        // The gateway checks that the form of a screen has the fields of its call.
        { name: call, body, turn } as FlowCall,
      ];
    }
    case 'answered':
      if (!flow.busy || event.turn !== flow.turn) return [flow];
      return [{ ...idle, ...afterAnswer(flow, event.answer) }];
    case 'aborted':
      return [{ ...flow, busy: false }];
    case 'restarted': {
      const next = begin(flow);
      return flow.id && flow.id !== flow.otherTabsId ? [next, { name: 'flow/end', flow: flow.id }] : [next];
    }
  }
}

/** A flow before its first event. */
export const initialFlow: Flow = {
  process: 'login',
  initialProcess: 'login',
  screen: { name: 'credentials' },
  busy: false,
  turn: 0,
};
