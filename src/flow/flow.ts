import type { ActiveSession, Answer, Customer, Problem, Resumable, StepAnswer } from '../contract/answer.js';
import type { Body, FlowCallName } from '../contract/calls.js';
import type { Process, Step } from '../contract/names.js';
import type { StartName, Via } from './routes.js';

/**
 * Why a process cannot be offered. `endpoint`: there is no gateway; `connect`: account connect is switched off; `misconfigured`:
 * its settings contradict each other; `settings`: they could not be loaded, and the form needs them; `protocol-unknown`: the page
 * is older than the gateway can serve; `cookies`: this browser keeps none here.
 */
export type Unavailability =
  | 'off'
  | 'emergency'
  | 'domain'
  | 'endpoint'
  | 'connect'
  | 'misconfigured'
  | 'settings'
  | 'protocol-unknown'
  | 'cookies';

/** What every call carries beside its own fields. */
export type CommonFields = Pick<Body<FlowCallName>, 'language' | 'source' | 'returnUrl' | 'page'>;

type FieldsOf<N extends FlowCallName> = N extends FlowCallName ? Omit<Body<N>, keyof CommonFields> : never;
/** The name of a field of any call, by the contract. */
export type CallField = FieldsOf<FlowCallName> extends infer F ? (F extends object ? keyof F : never) : never;

/** The values of a form at submit: name of a field → its text, or whether a box is ticked. */
export type Values = Partial<Record<Exclude<CallField, 'flow' | 'optIn' | 'stay'>, string>> &
  Partial<Record<('optIn' | 'stay') & CallField, boolean>>;

/** What a step asks for, by step. */
export type StepAsks<S extends Step> = Extract<StepAnswer, { step: S }>['asks'];

/** One screen, with the data to draw it. */
export type Screen =
  | { name: StartName | 'loading' }
  | { [S in Step]: { name: S; asks: StepAsks<S> } }[Step]
  | { name: 'session-limit'; sessions: ActiveSession[] }
  | { name: 'unavailable'; why: Unavailability }
  | { name: 'done'; customer?: Customer | undefined; returnUrl?: string | undefined };

/** The state of one process in one element. Plain data; everything shown is derived from it. */
export interface Flow {
  /** The process that is under way: a registration with Google goes on as a login. */
  process: Process;
  /** The process that the element began with, and begins with again when the reader starts again. */
  initialProcess: Process;
  screen: Screen;
  /** The gateway's name for this flow, once it has one. */
  id?: string | undefined;
  /** A flow that was resumed here but begun in another tab: not this one's to end. */
  otherTabsId?: string | undefined;
  /** A call is under way: the latch against a second submit. */
  busy: boolean;
  /** Counts the calls: the answer of an earlier one is ignored. */
  turn: number;
  problem?: Problem | undefined;
  /** Whom the flow is for, as typed by the reader. Kept across steps and new starts. */
  identity?: string | undefined;
  /** The same, masked, where only the gateway knows it: after a reload. */
  address?: string | undefined;
  /** The values of the first form but the password, for a reader who comes back to correct something. */
  firstValues?: Values | undefined;
  /** What was submitted last other than by the form: "Try again" submits it again. */
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
  | { type: 'entered'; process: Process; wait?: boolean }
  /**
   * The answer of `GET flow`; without flows the process begins. `own`: the last flow of this tab, possibly of another process; '' after its
   * end. `link`: the reader came by a mailed link.
   */
  | { type: 'resumed'; flows: Resumable[]; own?: string | undefined; link?: boolean }
  /** The settings are loaded; without `why` they allow the process. */
  | { type: 'assessed'; why?: Unavailability | undefined }
  | Submitted
  | { type: 'answered'; answer: Answer; turn: number }
  /** The call was given up because the element left the page. */
  | { type: 'aborted' }
  /** The reader starts again. */
  | { type: 'restarted' };

/** A call that moves the flow on, as data. `turn` goes back with its answer. */
export type FlowCall = { [N in FlowCallName]: { name: N; body: FieldsOf<N>; turn: number } }[FlowCallName];
/** A call to make. */
export type Call = FlowCall | { name: 'flow/end'; flow: string };
