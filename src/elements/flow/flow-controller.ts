import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { parseAnswer, parseFlows } from '../../client/parse-answer.js';
import { hasMarker, readableCookies } from '../../client/markers.js';
import type { Client } from '../../client/client.js';
import type { Answer } from '../../contract/answer.js';
import type { Process } from '../../contract/names.js';
import { starts } from '../../flow/routes.js';
import { initialFlow, reduce } from '../../flow/reduce.js';
import { SsoSubmitEvent } from '../events/flow-events.js';
import { takeCarriedEmail } from '../page/carried-email.js';
import { announceSessionChange } from '../page/session-channel.js';
import { getLocale } from '../../locales/localize.js';
import type { Call, CommonFields, FlowEvent } from '../../flow/flow.js';

/** The element as its controllers need it. */
export interface FlowHost extends ReactiveControllerHost, HTMLElement {
  /** The client in use: the injected one, or one for `endpoint`. Never rejects. */
  readonly connection: Client;
  /** Set by the page: then it vouches for the answers. */
  readonly client?: Client | undefined;
  /** What every call carries beside its own fields. */
  readonly commonFields: CommonFields;
  /** The last flow of this tab; '' after its end, `undefined` where there was none. */
  readonly tabFlow: string | undefined;
}

/** Holds the flow: makes the calls that `reduce` asks for, and feeds the answers back to it. */
export class FlowController implements ReactiveController {
  flow = initialFlow;
  readonly #host: FlowHost;
  #abort?: AbortController;
  /** Whether the element has been away from the page. */
  #away = false;

  constructor(host: FlowHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('pageshow', this.#pageShown);
    addEventListener('visibilitychange', this.#seen);
    // A router that keeps pages may bring it back long after.
    if (this.#away) this.#lookAgain();
    this.#away = false;
  }

  /** Gives up a call when the element leaves the page; moving it within the page does not. */
  hostDisconnected(): void {
    removeEventListener('pageshow', this.#pageShown);
    removeEventListener('visibilitychange', this.#seen);
    queueMicrotask(() => {
      if (this.#host.isConnected) return;
      this.#away = true;
      this.#abort?.abort();
      this.dispatch({ type: 'aborted' });
    });
  }

  /** What comes back may show a step, or a sign-in, that is over. A first form keeps what was typed. */
  #lookAgain(): void {
    const { initialProcess, screen } = this.flow;
    // The reader has come back from there.
    takeCarriedEmail();
    if (screen.name !== starts[initialProcess] && !(screen.name === 'done' && hasMarker('session')))
      void this.enter(initialProcess);
  }

  #pageShown = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) this.#lookAgain();
  };

  /** In another tab the reader may have signed out meanwhile. Whoever makes the calls for the page may set no markers. */
  #seen = (): void => {
    if (this.flow.screen.name === 'done' && !this.#host.client) this.#lookAgain();
  };

  /**
   * Begins the process; where the marker cookie is there, or the reader came by a mailed link, resumes a flow. Never rejects.
   *
   * @param link where the reader came by a link of this process: resolves once the settings allow the process, or do not
   */
  async enter(process: Process, link?: Promise<unknown>): Promise<void> {
    this.#abort?.abort();
    const wait = link !== undefined || hasMarker('flow');
    this.dispatch({ type: 'entered', process, wait });
    if (!wait) return;
    const reply = await this.#host.connection('GET', `flow?language=${getLocale()}`);
    // A notice comes first: the link waits behind it.
    await link;
    // The reader has chosen another process meanwhile.
    if (process !== this.flow.initialProcess) return;
    this.dispatch({ type: 'resumed', flows: parseFlows(reply), own: this.#host.tabFlow, link: !!link });
  }

  dispatch(event: FlowEvent): void {
    const [flow, call] = reduce(this.flow, event);
    if (flow !== this.flow) this.#host.requestUpdate();
    this.flow = flow;
    if (call) void this.#run(call);
  }

  async #run(call: Call): Promise<void> {
    const { connection, client, commonFields } = this.#host;
    this.#abort?.abort();
    if (call.name === 'flow/end') {
      void connection('DELETE', `flow?flow=${call.flow}`);
      return;
    }
    this.#host.dispatchEvent(new SsoSubmitEvent(this.flow.process, this.flow.screen.name));
    const { signal } = (this.#abort = new AbortController());
    const before = readableCookies();
    let answer = parseAnswer(await connection('POST', call.name, { ...commonFields, ...call.body }, signal));
    // A step of a known flow proves by itself that its cookie came along.
    if (!client && (answer.kind === 'session' || !('flow' in call.body)) && !(await this.#holds(answer, before)))
      answer = { kind: 'problem', code: 'cookies-refused' };
    // Also where the flow ignores the answer: the session was set, or may have been.
    if (answer.kind === 'session' || signal.aborted) announceSessionChange();
    this.dispatch({ type: 'answered', answer, turn: call.turn });
  }

  /**
   * Whether this browser can be seen to hold what an answer set: by the marker that came with it, else by asking the gateway.
   *
   * @param before the cookies before the call
   */
  async #holds(answer: Answer, before: string): Promise<boolean> {
    if (answer.kind === 'problem') return true;
    const marker = answer.kind === 'session' ? 'session' : 'flow';
    if (hasMarker(marker) && !hasMarker(marker, before)) return true;
    const checks = await import('../../client/kept-cookies.js').catch(() => undefined);
    // Where nobody can be asked the marker counts.
    return (await checks?.confirms(answer, this.#host.connection)) ?? hasMarker(marker);
  }
}
