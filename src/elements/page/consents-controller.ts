import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Client, Reply } from '../../client/client.js';
import type { ConsentChannel, ConsentsAnswer, Problem } from '../../contract/answer.js';
import type { ConsentsKit } from './consents-kit.js';

type Choice = 'given' | 'withdrawn';
/** The element as the consents need it. */
export interface ConsentsHost extends ReactiveControllerHost, EventTarget {
  readonly connection: Client;
  readonly client?: Client | undefined;
}

/** Loads the reader's consents, and makes the calls that change them. What is shown is always what the gateway has answered. */
export class ConsentsController implements ReactiveController {
  shown: 'loading' | 'signed-out' | 'consents' | 'problem' = 'loading';
  answer?: ConsentsAnswer | undefined;
  /** Of a choice, where it has a channel; else of loading. */
  problem?: (Problem & { channel?: ConsentChannel }) | undefined;
  busy = false;
  /** What the reader has just chosen. */
  said?: { channel: ConsentChannel; choice: Choice } | undefined;
  /** Where the reader wanted to give a consent without a tick. */
  unticked?: ConsentChannel | undefined;
  /** Whether another reader has signed in while the page was open. */
  isOther = false;

  readonly #host: ConsentsHost;
  readonly #kit: ConsentsKit;
  readonly #channel: InstanceType<ConsentsKit['SessionChannelController']>;
  #turn = 0;
  #locale?: string;
  /** What was asked last. */
  #asked?: Client;

  constructor(host: ConsentsHost, kit: ConsentsKit) {
    this.#host = host;
    this.#kit = kit;
    this.#channel = new kit.SessionChannelController(host, () => void this.load());
    host.addController(this);
  }

  hostConnected(): void {
    void this.load();
  }

  hostDisconnected(): void {
    this.#turn += 1;
    this.busy = false;
  }

  hostUpdated(): void {
    // In another language, or from another gateway.
    const isOther = this.#locale !== this.#kit.page.locale || this.#asked !== this.#host.connection;
    if (this.#locale !== undefined && isOther) void this.load();
  }

  /**
   * Asks the gateway again; of several calls the last one counts. Never rejects.
   *
   * @param query added to that of the request, beginning with `&`
   */
  async load(query = ''): Promise<void> {
    const turn = (this.#turn += 1);
    // By then the language is known.
    await this.#host.updateComplete;
    this.#locale = this.#kit.page.locale;
    this.#asked = this.#host.connection;
    // A page that makes the calls itself may have no need of cookies.
    const asks = this.#host.client || this.#kit.hasMarker('session');
    const path = `session/consents?language=${this.#locale}${query}`;
    const reply = asks ? await this.#asked('GET', path) : { kind: 'signedOut' };
    if (turn !== this.#turn) return;
    this.#take(reply);
    this.#host.requestUpdate();
  }

  #take(reply: Reply): void {
    const before = this.answer;
    if (reply.kind === 'consents' && Array.isArray((reply as ConsentsAnswer).consents)) {
      this.answer = reply as ConsentsAnswer;
      this.shown = 'consents';
      this.isOther = !!before && before.reader !== this.answer.reader;
      if (this.isOther) this.said = undefined;
      if (!this.problem?.channel) this.problem = undefined;
      return;
    }
    this.said = undefined;
    this.isOther = false;
    if (reply.kind === 'signedOut' || (reply as Partial<Problem>).code === 'signed-out') {
      this.answer = this.problem = undefined;
      this.shown = 'signed-out';
      return;
    }
    if (!this.answer) this.shown = 'problem';
    // A choice that has just failed says enough.
    if (!this.problem?.channel || !this.answer) this.#fail(reply);
  }

  #fail(reply: Reply, channel?: ConsentChannel): void {
    const { code = 'bad-answer', reference } = reply as Partial<Problem>;
    this.problem = { kind: 'problem', code, ...(reference && { reference }), ...(channel && { channel }) };
    this.#host.dispatchEvent(new this.#kit.SsoProblemEvent('session', 'consents', code, reference));
  }

  /** Withdraws a consent, or gives it with the wording that is shown. Never rejects: a failure is shown. Returns whether there was a call. */
  async choose(channel: ConsentChannel, choice: boolean): Promise<boolean> {
    const { answer } = this;
    if (this.busy || !answer) return false;
    this.busy = true;
    this.said = this.problem = this.unticked = undefined;
    this.isOther = false;
    this.#host.requestUpdate();
    const turn = (this.#turn += 1);
    const hash = choice ? answer.offer?.hash : undefined;
    const page = location.origin + location.pathname;
    const body = {
      language: this.#kit.page.locale,
      page,
      reader: answer.reader,
      channel,
      choice,
      ...(hash && { hash }),
    };
    const reply = await this.#host.connection('POST', 'session/consents', body);
    this.busy = false;
    if (reply.kind === 'consents') {
      if (turn === this.#turn) this.#chosen(reply as ConsentsAnswer, channel, choice ? 'given' : 'withdrawn');
    } else {
      const { code } = reply as Partial<Problem>;
      // It is somebody else who reads now, or nobody: that is what the page has to show.
      if (code !== 'signed-out') this.#fail(reply, channel);
      await this.load(code === 'opt-in-changed' && hash ? `&not=${hash}` : '');
    }
    this.#host.requestUpdate();
    return true;
  }

  #chosen(answer: ConsentsAnswer, channel: ConsentChannel, choice: Choice): void {
    const others = this.answer?.consents.filter((each) => each.channel !== channel) ?? [];
    const offer = this.answer?.offer;
    // Of what could not be read anew, the page keeps what it has.
    this.answer = answer.unread
      ? { ...answer, consents: [...answer.consents, ...others], ...(offer && { offer }) }
      : answer;
    this.said = { channel, choice };
    const stored = answer.consents.every((each) => each.channel !== channel || !each.pending);
    this.#host.dispatchEvent(new this.#kit.SsoConsentEvent(channel, choice, stored));
    this.#channel.announce();
  }
}
