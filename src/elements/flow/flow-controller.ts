import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { toAnswer, toFlows } from '../../client/answer.js';
import type { Client } from '../../client/client.js';
import type { Process } from '../../contract/names.js';
import { initial, reduce } from '../../flow/flow.js';
import { SsoSubmitEvent } from '../events/events.js';
import { tellNews } from '../page/news.js';
import type { Call, FlowEvent, Values } from '../../flow/flow.js';

/** What the controller needs of its element. */
export interface FlowHost extends ReactiveControllerHost, HTMLElement {
  /** The client in use: the injected one, or one for `endpoint`. */
  readonly connection: Client;
  /** What every call carries beside its own fields. */
  readonly context: Values & { language: string };
  /** The flow that this tab was at last, '' after its end; `undefined`: it was at none. */
  readonly own: string | undefined;
}

/** Whether the gateway's marker cookie says that this browser has begun a flow. */
export const marked = (): boolean => /(^|; )sso_flow=/.test(document.cookie);

/** The only impure joint: runs the calls that the flow asks for and feeds the answers back. */
export class FlowController implements ReactiveController {
  flow = initial;
  readonly #host: FlowHost;
  #abort?: AbortController;

  constructor(host: FlowHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Gives up a call when the element leaves the page; moving it within the page does not. */
  hostDisconnected(): void {
    queueMicrotask(() => {
      if (this.#host.isConnected) return;
      this.#abort?.abort();
      this.dispatch({ type: 'aborted' });
    });
  }

  /** Begins the process, or resumes the flow that a marker cookie tells of. */
  async enter(process: Process): Promise<void> {
    this.#abort?.abort();
    const wait = marked();
    this.dispatch({ type: 'entered', process, wait });
    if (!wait) return;
    const reply = await this.#host.connection('GET', `flow?language=${this.#host.context.language}`);
    this.dispatch({ type: 'resumed', flows: toFlows(reply), own: this.#host.own });
  }

  dispatch(event: FlowEvent): void {
    const [flow, call] = reduce(this.flow, event);
    if (flow !== this.flow) this.#host.requestUpdate();
    this.flow = flow;
    if (call) void this.#run(call);
  }

  async #run(call: Call): Promise<void> {
    const { connection, context } = this.#host;
    this.#abort?.abort();
    if (call.name === 'flow/end') {
      void connection('DELETE', `flow?flow=${call.flow}`);
      return;
    }
    this.#host.dispatchEvent(new SsoSubmitEvent(this.flow.process, this.flow.screen.name));
    const { signal } = (this.#abort = new AbortController());
    const answer = toAnswer(await connection('POST', call.name, { ...context, ...call.body }, signal));
    // Also where the flow takes no notice any more: the session was set, or may have been.
    if (answer.kind === 'session' || signal.aborted) tellNews();
    this.dispatch({ type: 'answered', answer, turn: call.turn });
  }
}
