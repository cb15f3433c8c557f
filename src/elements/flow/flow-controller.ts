import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { parseAnswer, parseFlows } from '../../client/parse-answer.js';
import type { Client } from '../../client/client.js';
import type { Process } from '../../contract/names.js';
import { initialFlow, reduce } from '../../flow/reduce.js';
import { SsoSubmitEvent } from '../events/flow-events.js';
import { announceSessionChange } from '../page/session-channel.js';
import { getLocale } from '../../locales/localize.js';
import type { Call, CommonFields, FlowEvent } from '../../flow/flow.js';

/** The element as its controllers need it. */
export interface FlowHost extends ReactiveControllerHost, HTMLElement {
  /** The client in use: the injected one, or one for `endpoint`. Never rejects. */
  readonly connection: Client;
  /** What every call carries beside its own fields. */
  readonly commonFields: CommonFields;
  /** The last flow of this tab; '' after its end, `undefined` where there was none. */
  readonly tabFlow: string | undefined;
}

/** Whether the gateway's marker cookie is there: then this browser has begun a flow. */
export const hasFlowMarker = (): boolean => /(^|; )sso_flow=/.test(document.cookie);

/** Holds the flow: makes the calls that `reduce` asks for, and feeds the answers back to it. */
export class FlowController implements ReactiveController {
  flow = initialFlow;
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

  /**
   * Begins the process; where the marker cookie is there, or the reader came by a mailed link, resumes a flow. Never rejects.
   *
   * @param link whether the reader came by a link of this process
   */
  async enter(process: Process, link = false): Promise<void> {
    this.#abort?.abort();
    const wait = link || hasFlowMarker();
    this.dispatch({ type: 'entered', process, wait });
    if (!wait) return;
    const reply = await this.#host.connection('GET', `flow?language=${getLocale()}`);
    this.dispatch({ type: 'resumed', flows: parseFlows(reply), own: this.#host.tabFlow, link });
  }

  dispatch(event: FlowEvent): void {
    const [flow, call] = reduce(this.flow, event);
    if (flow !== this.flow) this.#host.requestUpdate();
    this.flow = flow;
    if (call) void this.#run(call);
  }

  async #run(call: Call): Promise<void> {
    const { connection, commonFields } = this.#host;
    this.#abort?.abort();
    if (call.name === 'flow/end') {
      void connection('DELETE', `flow?flow=${call.flow}`);
      return;
    }
    this.#host.dispatchEvent(new SsoSubmitEvent(this.flow.process, this.flow.screen.name));
    const { signal } = (this.#abort = new AbortController());
    const answer = parseAnswer(await connection('POST', call.name, { ...commonFields, ...call.body }, signal));
    // Also where the flow ignores the answer: the session was set, or may have been.
    if (answer.kind === 'session' || signal.aborted) announceSessionChange();
    this.dispatch({ type: 'answered', answer, turn: call.turn });
  }
}
