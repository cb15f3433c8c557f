import type { ActiveSession, Answer, Customer, Problem, Resumable, StepAnswer } from '../contract/answer.js';
import type { FlowCallName } from '../contract/calls.js';
import type { Process, Step } from '../contract/names.js';
import { routes, starts } from './routes.js';
import type { ScreenName, StartName, Via } from './routes.js';

/**
 * Why a process cannot be offered. `endpoint`: what answers there is no gateway; `connect`: account connect is switched
 * off; `misconfigured`: its settings contradict each other; `settings`: they could not be read, and the form needs them.
 */
export type Unavailability = 'off' | 'emergency' | 'domain' | 'endpoint' | 'connect' | 'misconfigured' | 'settings';

/** What the link in a mail brought back. */
export interface Link {
  token: string;
  code: string;
  seal: string;
}

/** What a step asks for, by step. */
export type StepAsks<S extends Step> = Extract<StepAnswer, { step: S }>['asks'];

/** One screen, with what it needs to be drawn. */
export type Screen =
  | { name: StartName | 'loading' }
  /** `ask`: this browser did not begin the flow, so the reader has to say the address. */
  | { name: 'confirm-link'; link: Link; ask?: boolean }
  | { [S in Step]: { name: S; asks: StepAsks<S> } }[Step]
  | { name: 'session-limit'; sessions: ActiveSession[] }
  | { name: 'unavailable'; why: Unavailability }
  | { name: 'done'; customer?: Customer | undefined; returnUrl?: string | undefined };

/** The state of one process in one element. Plain data; everything shown is derived from it. */
export interface Flow {
  /** The process that is under way: a registration with Google goes on as a login. */
  process: Process;
  /** The process that a new start begins with. */
  home: Process;
  screen: Screen;
  /** The gateway's name for this flow, once it has one. */
  id?: string | undefined;
  /** The flow that was taken up here, but begun in another tab: not this one's to end. */
  otherTabsId?: string | undefined;
  /** A call is under way: the latch against a second submit. */
  busy: boolean;
  /** Counts the calls, so that an answer that was superseded is told apart. */
  turn: number;
  problem?: Problem | undefined;
  /** Whom the flow is for, as typed by the reader. Kept across steps and new starts. */
  identity?: string | undefined;
  /** The same, masked, where only the gateway knows it: after a reload. */
  address?: string | undefined;
  /** What the first form held, for a reader who comes back to it to correct something. */
  firstValues?: Values | undefined;
  /** What was submitted another way than by the form: "Try again" means that. */
  lastSubmit?: FlowEvent | undefined;
}

/** What a form holds at submit: name → text, or whether a box is ticked. */
export type Values = Record<string, string | boolean>;

export type FlowEvent =
  /** The element is ready to begin, or to wait for `GET flow`. */
  | { type: 'entered'; process: Process; wait?: boolean; link?: Link | undefined }
  /** What `GET flow` told; none: begin. `own`: the flow that this tab was at last, which may be of another process; '': none. */
  | { type: 'resumed'; flows: Resumable[]; own?: string | undefined }
  /** What the settings say; without `why` the process can be offered. */
  | { type: 'settled'; why?: Unavailability | undefined }
  /** The reader submitted the screen's form, chose Google, or asked for another code. */
  | { type: 'submitted'; values: Values; via?: Via }
  | { type: 'answered'; answer: Answer; turn: number }
  /** The call was given up because the element left the page. */
  | { type: 'aborted' }
  /** The reader begins anew. */
  | { type: 'restarted' };

/** A call to make, as data. */
export type Call = { name: FlowCallName; body: Values; turn: number } | { name: 'flow/end'; flow: string };

/** After these problems the flow is gone: only a new start leads on. */
const fatal = /^(flow|link|removal|reset|signed)-/;
/** Problems that are a screen of their own. */
const closed = new Map<Problem['code'], Unavailability>([
  ['domain-not-allowed', 'domain'],
  ['login-unavailable', 'off'],
  ['login-emergency', 'emergency'],
  ['connect-unavailable', 'connect'],
  ['connect-misconfigured', 'misconfigured'],
]);

const begin = (flow: Flow): Flow => ({
  ...flow,
  process: flow.home,
  screen: { name: starts[flow.home] },
  id: undefined,
  address: undefined,
  busy: false,
  problem: undefined,
});

/** The screen that an answer leads to, with what else changes. */
function arrive(flow: Flow, answer: Answer): Partial<Flow> {
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
      const why = closed.get(answer.code);
      if (why) return { screen: { name: 'unavailable', why }, id: undefined };
      if (answer.code === 'email-needed' && flow.screen.name === 'confirm-link')
        return { screen: { ...flow.screen, ask: true } };
      return fatal.test(answer.code) ? { ...begin(flow), problem: answer } : { problem: answer };
    }
  }
}

/**
 * The one way: the next state, and at most one call to make. Pure; an event that does not fit the state changes nothing.
 */
export function reduce(flow: Flow, event: FlowEvent): [flow: Flow, call?: Call] {
  const idle = { ...flow, busy: false, problem: undefined };
  const name = flow.screen.name;
  switch (event.type) {
    case 'entered': {
      const next = begin({ ...initialFlow, home: event.process, turn: flow.turn });
      if (event.link) return [{ ...next, screen: { name: 'confirm-link', link: event.link, ask: !event.wait } }];
      return [event.wait ? { ...next, screen: { name: 'loading' } } : next];
    }
    case 'resumed': {
      if (name !== 'loading') return [flow];
      // The newest where the tab knows of none; never another tab's in the place of its own.
      const fresh = event.own === undefined;
      const found = event.flows.find(({ answer }) =>
        fresh ? answer.process === flow.home : answer.flow === event.own,
      );
      if (!found) return [begin(flow)];
      const next = { ...idle, address: found.address, ...arrive(flow, found.answer) };
      return [fresh ? { ...next, otherTabsId: next.id } : next];
    }
    case 'settled':
      if (
        event.why &&
        (name === 'loading' || name === starts[flow.home] || name === 'unavailable') &&
        event.why !== (flow.screen as { why?: Unavailability }).why &&
        !flow.busy
      )
        return [{ ...idle, screen: { name: 'unavailable', why: event.why } }];
      return [!event.why && name === 'unavailable' ? begin(flow) : flow];
    case 'submitted': {
      const { via, values } = event;
      const call = (routes[flow.process] as Partial<Record<string, FlowCallName>>)[via ? `${name}/${via}` : name];
      if (flow.busy || !call) return [flow];
      const turn = flow.turn + 1;
      const identity = via === 'google' ? undefined : (values['identifier'] ?? values['email'] ?? flow.identity);
      const body = {
        ...(flow.screen.name === 'confirm-link' && flow.screen.link),
        ...values,
        ...(flow.id && { flow: flow.id }),
      };
      return [
        {
          ...idle,
          busy: true,
          turn,
          lastSubmit: via && event,
          identity: identity as string | undefined,
          // A password that was tried at login is not kept for whoever comes next.
          ...(!via && name === starts[flow.home] && flow.home !== 'login' && { firstValues: values }),
        },
        { name: call, body, turn },
      ];
    }
    case 'answered':
      if (!flow.busy || event.turn !== flow.turn) return [flow];
      return [{ ...idle, ...arrive(flow, event.answer) }];
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
  home: 'login',
  screen: { name: 'credentials' },
  busy: false,
  turn: 0,
};
export type { ScreenName };
