/** What the endpoint says that readers would be shown: asked once for the same settings, however many want to know. */
import { isSameJson } from '../../contract/json.js';
import type { RawSettings, TextLanguage } from '../../contract/merchant-settings.js';
import type { SettingsPreview } from '../../contract/settings-protocol.js';
import { call, endpointOf, type Told } from '../endpoint/call.js';

type Answer = Told<SettingsPreview>;

/** What is asked about one state of the settings. */
export class Round {
  readonly #asked = new Map<TextLanguage, Promise<Answer>>();
  readonly #abort = new AbortController();

  constructor(
    readonly endpoint: string,
    readonly settings: RawSettings,
  ) {}

  /** The answer in a language. One that failed is not kept: who asks again may get another. */
  of(language: TextLanguage): Promise<Answer> {
    const asked = this.#asked.get(language) ?? this.#ask(language);
    this.#asked.set(language, asked);
    return asked;
  }

  /** Nobody wants to know any more. */
  end(): void {
    this.#abort.abort();
  }

  async #ask(language: TextLanguage): Promise<Answer> {
    const answer = await call<SettingsPreview>('POST', `${this.endpoint}/preview`, {
      body: { settings: this.settings, language },
      signal: this.#abort.signal,
    });
    if (!answer.ok) this.#asked.delete(language);
    return answer;
  }
}

/** The rounds of one form: the latest counts, and what is under way for the one before is given up. */
export class PreviewAnswers {
  #round?: Round;
  readonly #host: { readonly endpoint: string };

  constructor(host: { readonly endpoint: string }) {
    this.#host = host;
  }

  about(settings: RawSettings): Round {
    const endpoint = endpointOf(this.#host.endpoint);
    if (this.#round?.endpoint === endpoint && isSameJson(this.#round.settings, settings)) return this.#round;
    this.#round?.end();
    return (this.#round = new Round(endpoint, settings));
  }

  isLatest(round: Round): boolean {
    return round === this.#round;
  }
}
