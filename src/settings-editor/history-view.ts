import { html, nothing, type ReactiveControllerHost } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { SettingsHistory } from '../contract/settings-protocol.js';
import { versionsOf } from './history.js';
import { endpointOf } from './protocol.js';
import { nameOf, versionInWords } from './say.js';
import type { Loaded } from './state.js';
import type { Words } from './words.js';

type Versions = SettingsHistory['versions'];

/** Who has changed which settings and when, below the settings that are read. It is asked for when it is opened. */
export class HistoryView {
  readonly #host: ReactiveControllerHost & { endpoint: string };
  #open = false;
  /** The newest version when they were asked for. */
  #asked?: number | undefined;
  #versions?: Versions | 'failed' | undefined;

  constructor(host: ReactiveControllerHost & { endpoint: string }) {
    this.#host = host;
  }

  readonly #toggle = (event: Event): void => {
    this.#open = (event.target as HTMLDetailsElement).open;
    this.#host.requestUpdate();
  };

  async #ask(newest: number): Promise<void> {
    this.#asked = newest;
    const versions = await versionsOf(endpointOf(this.#host.endpoint));
    // Another one was saved meanwhile, and asked for.
    if (this.#asked !== newest) return;
    this.#versions = versions ?? 'failed';
    this.#host.requestUpdate();
  }

  readonly #again = (): void => {
    this.#asked = undefined;
    this.#versions = undefined;
    this.#host.requestUpdate();
  };

  /** The list, closed at first; nothing where versions are not counted. */
  draw(words: Words, { version }: Loaded): unknown {
    if (!version || version.number < 2) return nothing;
    if (this.#open && this.#asked !== version.number) void this.#ask(version.number);
    const names = (keys: readonly string[]) => keys.map((key) => nameOf(words, key)).join(', ');
    const list = (versions: Versions) =>
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
              ${each.keys.length ? html`<p part="help">${names(each.keys)}</p>` : nothing}
            </li>`,
        )}
      </ol>`;
    const failed = html`<p part="notice" role="alert">${words('history.failed')}</p>
      <button part="button" type="button" @click=${this.#again}>${words('reload')}</button>`;
    const versions = this.#versions;
    return html`<details part="history" ?open=${this.#open} @toggle=${this.#toggle}>
      <summary>${words('history')}</summary>
      ${!versions ? html`<p part="text">${words('loading')}</p>` : versions === 'failed' ? failed : list(versions)}
    </details>`;
  }
}
