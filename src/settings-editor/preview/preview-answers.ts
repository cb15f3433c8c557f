/** What readers would be shown, from the endpoint: fetched once for the same settings, however many elements need it. */
import { isSameJson } from '../../contract/json.js';
import type { RawSettings, TextLanguage } from '../../contract/merchant-settings.js';
import type { SettingsPreview } from '../../contract/settings-protocol.js';
import { callEndpoint, normaliseEndpoint, type EndpointAnswer } from '../endpoint/call-endpoint.js';

type Answer = EndpointAnswer<SettingsPreview>;

/** The previews of one state of the settings, by language. */
export class PreviewBatch {
  readonly #requests = new Map<TextLanguage, Promise<Answer>>();
  readonly #abort = new AbortController();

  constructor(
    readonly endpoint: string,
    readonly settings: RawSettings,
  ) {}

  /** Fetches the preview in a language. A failed answer is not kept, so a later call tries again. */
  preview(language: TextLanguage): Promise<Answer> {
    const request = this.#requests.get(language) ?? this.#fetch(language);
    this.#requests.set(language, request);
    return request;
  }

  /** Ends the requests that are under way. */
  abort(): void {
    this.#abort.abort();
  }

  async #fetch(language: TextLanguage): Promise<Answer> {
    const answer = await callEndpoint<SettingsPreview>('POST', `${this.endpoint}/preview`, {
      body: { settings: this.settings, language },
      signal: this.#abort.signal,
    });
    if (!answer.ok) this.#requests.delete(language);
    return answer;
  }
}

/** The batches of one form: only the latest is used, and the one before is aborted. */
export class PreviewAnswers {
  #latest?: PreviewBatch;
  readonly #host: { readonly endpoint: string };

  constructor(host: { readonly endpoint: string }) {
    this.#host = host;
  }

  /** The batch for these settings, a new one if they or the endpoint have changed. */
  batchFor(settings: RawSettings): PreviewBatch {
    const endpoint = normaliseEndpoint(this.#host.endpoint);
    if (this.#latest?.endpoint === endpoint && isSameJson(this.#latest.settings, settings)) return this.#latest;
    this.#latest?.abort();
    return (this.#latest = new PreviewBatch(endpoint, settings));
  }

  isLatest(batch: PreviewBatch): boolean {
    return batch === this.#latest;
  }
}
