import type { TemplateResult } from 'lit';
import type { ChannelConsent, ConsentChannel, ConsentsAnswer, Problem } from '../contract/answer.js';
import { consentWords } from './consent-words.js';
import { formatTime, readerLocales } from './format-time.js';
import { richTextRenderer } from './render-rich-text.js';
import type { ScreenTools } from './screen-tools.js';

/** In the order in which they are shown. */
const order = ['email', 'messenger', 'phone', 'post'] as const satisfies readonly ConsentChannel[];

/** What is to be shown. */
export interface ConsentsState {
  readonly shown: 'loading' | 'signed-out' | 'consents' | 'problem';
  readonly answer?: ConsentsAnswer | undefined;
  /** Of a choice, where it has a channel; else of loading. */
  readonly problem?: (Problem & { channel?: ConsentChannel }) | undefined;
  readonly busy: boolean;
  /** What the reader has just chosen. */
  readonly said?: { channel: ConsentChannel; choice: 'given' | 'withdrawn' } | undefined;
  /** Where the reader wanted to give a consent without a tick. */
  readonly unticked?: ConsentChannel | undefined;
  /** Whether another reader has signed in while the page was open. */
  readonly isOther: boolean;
}
/** What readers can do. */
export interface ConsentsActions {
  language: string;
  loginUrl: string | undefined;
  retry: () => void;
  withdraw: (channel: ConsentChannel) => void;
  give: (channel: ConsentChannel, event: SubmitEvent) => void;
}

/** Returns what draws the consents. */
export function consentsView(tools: Pick<ScreenTools, 'html' | 'nothing' | 'msg' | 'str'>) {
  const { html, nothing, msg, str } = tools;
  const { channelName, stateText, outcomeText, pendingText, consentProblem } = consentWords(tools);
  const richText = richTextRenderer(tools);

  function facts({ state, since, version }: ChannelConsent, language: string): TemplateResult {
    const at = new Date(since ?? NaN);
    const time = isNaN(+at) ? undefined : formatTime(at, readerLocales(language), 'long');
    return html`<p part="state">${stateText(state, time)}</p>
      ${version ? html`<p part="facts">${msg(str`Version: ${version}`, { id: 'consents.version' })}</p>` : nothing}`;
  }

  function wording({
    state,
    wording: text,
    version,
    language,
  }: ChannelConsent): TemplateResult | ScreenTools['nothing'] {
    if (text)
      return html`<div part="wording">
        ${
          state === 'withdrawn'
            ? msg('You had agreed to this:', { id: 'consents.wording-before' })
            : msg('You have agreed to this:', { id: 'consents.wording' })
        }
        <blockquote part="opt-in-text" lang=${language ?? nothing}>${richText(text)}</blockquote>
      </div>`;
    return version
      ? html`<p part="facts">
          ${msg('We cannot show the wording of this version.', { id: 'consents.wording-unknown' })}
        </p>`
      : nothing;
  }

  /** Today's wording beside an empty box. */
  function giving(
    { channel, state }: ChannelConsent,
    { answer, busy, unticked: missing }: ConsentsState,
    { give }: ConsentsActions,
  ): TemplateResult {
    const [box, error] = [`box-${channel}`, `error-${channel}`];
    const unticked = missing === channel;
    return html`<details part="offer">
      <summary>
        ${
          state === 'withdrawn'
            ? msg('Give consent again', { id: 'consents.offer-again' })
            : msg('Give consent', { id: 'consents.offer' })
        }
      </summary>
      <form part="form" novalidate @submit=${(event: SubmitEvent) => give(channel, event)}>
        <div part="opt-in">
          <input
            id=${box}
            part="box"
            type="checkbox"
            autocomplete="off"
            aria-invalid=${unticked ? 'true' : nothing}
            aria-describedby=${unticked ? error : nothing}
          />
          <label for=${box} part="opt-in-text">${richText(answer?.offer?.text ?? [])}</label>
        </div>
        ${unticked ? html`<p part="error" id=${error}>${msg('Tick the box if you agree.', { id: 'consents.tick' })}</p>` : nothing}
        <button part="button give" aria-disabled=${busy} aria-describedby="name-${channel}">
          ${msg('Save consent', { id: 'consents.give' })}
        </button>
      </form>
    </details>`;
  }

  function alert(problem: Problem, retry?: () => void): TemplateResult {
    return html`<div part="problem" role="alert" tabindex="-1">
      <span part="problem-text">${consentProblem(problem, retry ? 'loading' : 'choice')}</span>
      ${retry ? html`<button part="button retry" @click=${retry}>${msg('Try again', { id: 'retry' })}</button>` : nothing}
    </div>`;
  }

  /** A channel with what is stored, and what the reader can do. */
  function channelView(consent: ChannelConsent, state: ConsentsState, actions: ConsentsActions): TemplateResult {
    const { channel, pending, canGive } = consent;
    const { answer, busy, said, problem } = state;
    const repeats = pending === 'withdrawn';
    const withdraws = pending ? pending === 'given' : consent.state === 'given' || consent.state === 'unclear';
    const name = `name-${channel}`;
    const outcome = said?.channel === channel ? (pending ? pendingText(pending) : outcomeText(said.choice)) : undefined;
    return html`<li part="channel" data-channel=${channel}>
      <h3 part="subtitle" id=${name}>${channelName(channel)}</h3>
      <p part="status" role="status" tabindex="-1">${outcome ?? nothing}</p>
      ${facts(consent, actions.language)}
      ${pending && !outcome ? html`<p part="pending">${pendingText(pending)}</p>` : nothing} ${wording(consent)}
      ${problem?.channel === channel ? alert(problem) : nothing}
      ${
        withdraws || repeats
          ? html`<button
              part="button withdraw"
              aria-disabled=${busy}
              aria-describedby=${name}
              @click=${() => actions.withdraw(channel)}
            >
              ${repeats ? msg('Try again', { id: 'retry' }) : msg('Withdraw consent', { id: 'consents.withdraw' })}
            </button>`
          : nothing
      }
      ${canGive && answer?.offer && pending !== 'given' ? giving(consent, state, actions) : nothing}
    </li>`;
  }

  const channels = (state: ConsentsState, { consents, unread }: ConsentsAnswer, actions: ConsentsActions) => html`
    ${
      consents.length > 0
        ? html`<p part="text">
              ${msg('You can withdraw your advertising consent at any time, separately for each channel.', { id: 'consents.text' })}
            </p>
            <ul part="channels">
              ${order.map((channel) => {
                const found = consents.find((each) => each.channel === channel);
                return found ? channelView(found, state, actions) : nothing;
              })}
            </ul>`
        : html`<p part="text">${msg('You have not given any advertising consent.', { id: 'consents.nothing' })}</p>`
    }
    ${unread ? html`<p part="text">${msg('We could not load the rest again.', { id: 'consents.not-all' })}</p>` : nothing}
  `;

  const signedOut = (loginUrl: string | undefined): TemplateResult =>
    html`<slot name="signed-out">
      <p part="text">${msg('Sign in to see and change your advertising consent.', { id: 'consents.signed-out' })}</p>
      ${loginUrl ? html`<a part="link" href=${loginUrl}>${msg('Sign in', { id: 'consents.sign-in' })}</a>` : nothing}
    </slot>`;

  function draw(state: ConsentsState, actions: ConsentsActions): TemplateResult {
    const { shown, answer, problem, busy, isOther } = state;
    const note = msg('Another account is signed in here now. These are its advertising consents.', {
      id: 'consents.other-reader',
    });
    return html`<section part="consents" aria-labelledby="title" aria-busy=${shown === 'loading' || busy}>
      <h2 part="title" id="title" tabindex="-1">${msg('Your advertising consent', { id: 'consents.title' })}</h2>
      <p part="note" role="status">${isOther ? note : nothing}</p>
      ${problem && !problem.channel ? alert(problem, actions.retry) : nothing}
      ${shown === 'loading' ? html`<p part="loading">${msg('Please wait…', { id: 'wait' })}</p>` : nothing}
      ${shown === 'signed-out' ? signedOut(actions.loginUrl) : nothing}
      ${shown === 'consents' && answer ? channels(state, answer, actions) : nothing}
    </section>`;
  }

  return draw;
}
