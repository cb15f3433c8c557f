import type { ActiveSession, Answer, Customer, Problem, Resumable, StepAnswer } from '../contract/answer.js';
import type { Body, FlowCallName } from '../contract/calls.js';
import type { Process, Step } from '../contract/names.js';
import type { StartName, Via } from './routes.js';

/**
 * Why a process cannot be offered. `endpoint`: what answers there is no gateway; `connect`: account connect is switched
 * off; `misconfigured`: its settings contradict each other; `settings`: they could not be read, and the form needs them.
 */
export type Unavailability = 'off' | 'emergency' | 'domain' | 'endpoint' | 'connect' | 'misconfigured' | 'settings';

/** What every call carries beside its own fields. */
export type CommonFields = Pick<Body<FlowCallName>, 'language' | 'source' | 'returnUrl' | 'page'>;

type FieldsOf<N extends FlowCallName> = N extends FlowCallName ? Omit<Body<N>, keyof CommonFields> : never;
/** The name of a field of any call, by the contract. */
export type CallField = FieldsOf<FlowCallName> extends infer F ? (F extends object ? keyof F : never) : never;

/** What a form holds at submit: name of a field → its text, or whether a box is ticked. */
export type Values = Partial<Record<Exclude<CallField, 'flow' | 'optIn'>, string>> &
  Partial<Record<'optIn' & CallField, boolean>>;

/** What the link in a mail brought back. */
export type Link = Pick<Body<'registration/verify-link'>, 'token' | 'code' | 'seal'>;

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
  lastSubmit?: Submitted | undefined;
}

/** The reader submitted the screen's form, chose Google, or asked for another code. */
export interface Submitted {
  type: 'submitted';
  values: Values;
  via?: Via;
}

export type FlowEvent =
  /** The element is ready to begin, or to wait for `GET flow`. */
  | { type: 'entered'; process: Process; wait?: boolean; link?: Link | undefined }
  /** What `GET flow` told; none: begin. `own`: the flow that this tab was at last, which may be of another process; '': none. */
  | { type: 'resumed'; flows: Resumable[]; own?: string | undefined }
  /** What the settings say; without `why` the process can be offered. */
  | { type: 'settled'; why?: Unavailability | undefined }
  | Submitted
  | { type: 'answered'; answer: Answer; turn: number }
  /** The call was given up because the element left the page. */
  | { type: 'aborted' }
  /** The reader begins anew. */
  | { type: 'restarted' };

/** A call that moves the flow on, as data. `turn` tells its answer from that of a call that was superseded. */
export type FlowCall = { [N in FlowCallName]: { name: N; body: FieldsOf<N>; turn: number } }[FlowCallName];
/** A call to make. */
export type Call = FlowCall | { name: 'flow/end'; flow: string };
