import { html, type LitElement, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { type HistoryVersion, fetchHistory } from '../endpoint/read-history.js';
import { moveFocus } from './move-focus.js';
import { normaliseEndpoint } from '../endpoint/call.js';
import { settingName, versionInWords } from '../words/settings-in-words.js';
import type { LoadedSettings } from '../state/editor-modes.js';
import type { Words } from '../words/words.js';

type Host = LitElement & { endpoint: string };

/** Who has changed which settings and when, below the settings that are read. It is asked for when it is opened. */
export class HistoryView {
  readonly #host: Host;
  #open = false;
  /** Which endpoint was asked for them, and the newest version then. */
  #asked?: { endpoint: string; newest: number } | undefined;
  #versions?: HistoryVersion[] | 'failed' | undefined;

  constructor(host: Host) {
    this.#host = host;
  }

  readonly #toggle = (event: Event): void => {
    this.#open = (event.target as HTMLDetailsElement).open;
    this.#host.requestUpdate();
  };

  async #ask(newest: number): Promise<void> {
    const endpoint = normaliseEndpoint(this.#host.endpoint);
    const before = this.#asked;
    if (before?.endpoint === endpoint && before.newest === newest) return;
    // The versions of another endpoint are none of this one's.
    if (before?.endpoint !== endpoint) this.#versions = undefined;
    const asked = (this.#asked = { endpoint, newest });
    const versions = await fetchHistory(endpoint);
    // Another one was saved meanwhile, and asked for.
    if (this.#asked !== asked) return;
    this.#versions = versions ?? 'failed';
    this.#host.requestUpdate();
  }

  readonly #again = (): void => {
    this.#asked = undefined;
    this.#host.requestUpdate();
    // The button goes, and with it the focus of who pressed it.
    moveFocus(this.#host, 'summary');
  };

  /** The list, closed at first; nothing where versions are not counted. */
  draw(words: Words, { version }: LoadedSettings): unknown {
    if (!version || version.number < 2) return nothing;
    if (this.#open) void this.#ask(version.number);
    const names = (keys: readonly string[]) => keys.map((key) => settingName(words, key)).join(', ');
    const list = (versions: readonly HistoryVersion[]) =>
      html`<ol part="versions" reversed>
        ${repeat(
          versions,
          ({ number }) => number,
          (each) =>
            html`<li value=${each.number}>
              <p part="text">
                ${versionInWords(words, each)}${
                  each.undoes ? html`. ${words('history.undoes', { number: each.undoes })}` : nothing
                }
              </p>
              ${each.keys?.length ? html`<p part="help">${names(each.keys)}</p>` : nothing}
            </li>`,
        )}
      </ol>`;
    const failed = html`<p part="notice">${words('history.failed')}</p>
      <button part="button" type="button" @click=${this.#again}>${words('reload')}</button>`;
    const versions = this.#versions;
    const wait = html`<p part="text">${words('history.loading')}</p>`;
    return html`<details part="history" ?open=${this.#open} @toggle=${this.#toggle}>
      <summary>${words('history')}</summary>
      <div aria-live="polite">${!versions ? wait : versions === 'failed' ? failed : nothing}</div>
      ${Array.isArray(versions) ? list(versions) : nothing}
    </details>`;
  }
}
