import { html, type LitElement, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { type HistoryVersion, fetchHistory } from '../endpoint/read-history.js';
import { moveFocus } from './move-focus.js';
import { normaliseEndpoint } from '../endpoint/call-endpoint.js';
import { settingName, versionInWords } from '../words/settings-in-words.js';
import type { LoadedSettings } from '../state/editor-modes.js';
import type { Words } from '../words/words.js';

type Host = LitElement & { endpoint: string };

/** The history below the settings: who changed what and when. It is fetched when it is opened. */
export class HistoryView {
  readonly #host: Host;
  #open = false;
  /** The latest fetch: from which endpoint, and which version was the newest then. */
  #fetched?: { endpoint: string; newest: number } | undefined;
  #versions?: HistoryVersion[] | 'failed' | undefined;

  constructor(host: Host) {
    this.#host = host;
  }

  readonly #toggle = (event: Event): void => {
    this.#open = (event.target as HTMLDetailsElement).open;
    this.#host.requestUpdate();
  };

  async #fetch(newest: number): Promise<void> {
    const endpoint = normaliseEndpoint(this.#host.endpoint);
    const before = this.#fetched;
    if (before?.endpoint === endpoint && before.newest === newest) return;
    // Do not show the versions of another endpoint.
    if (before?.endpoint !== endpoint) this.#versions = undefined;
    const fetched = (this.#fetched = { endpoint, newest });
    const versions = await fetchHistory(endpoint);
    // A newer version has started another fetch meanwhile.
    if (this.#fetched !== fetched) return;
    this.#versions = versions ?? 'failed';
    this.#host.requestUpdate();
  }

  readonly #retry = (): void => {
    this.#fetched = undefined;
    this.#host.requestUpdate();
    // The button disappears, and the focus with it.
    moveFocus(this.#host, 'summary');
  };

  /** Renders the list, closed at first; nothing if there is only one version, or versions are not counted. */
  render(words: Words, { version }: LoadedSettings): unknown {
    if (!version || version.number < 2) return nothing;
    if (this.#open) void this.#fetch(version.number);
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
              ${each.keys?.length ? html`<p part="help">${words('history.changed', { settings: names(each.keys) })}</p>` : nothing}
            </li>`,
        )}
      </ol>`;
    const failed = html`<p part="notice">${words('history.failed')}</p>
      <button part="button" type="button" @click=${this.#retry}>${words('reload')}</button>`;
    const versions = this.#versions;
    const loading = html`<p part="text">${words('history.loading')}</p>`;
    return html`<details part="history" ?open=${this.#open} @toggle=${this.#toggle}>
      <summary>${words('history')}</summary>
      <div aria-live="polite">${!versions ? loading : versions === 'failed' ? failed : nothing}</div>
      ${Array.isArray(versions) ? list(versions) : nothing}
    </details>`;
  }
}
