import type { ReactiveControllerHost } from 'lit';
import type { RichText } from '../contract/rich-text.js';
import { type RawSettings, textLanguages } from '../contract/merchant-settings.js';
import type { SettingsPreview } from '../contract/settings-protocol.js';
import type { PreviewAnswers } from './preview-answers.js';

/** Has the server say what readers will see of the merchant's texts: it alone sanitises them. */
export class SampleController {
  #samples: Partial<Record<string, SettingsPreview>> = {};
  readonly #host: ReactiveControllerHost;
  readonly #answers: PreviewAnswers;

  constructor(host: ReactiveControllerHost, answers: PreviewAnswers) {
    this.#host = host;
    this.#answers = answers;
  }

  readonly of = (key: string, language: string): RichText | undefined =>
    this.#samples[language]?.[key === 'ssoTermText' ? 'terms' : 'optIn'];

  /** Asks anew. Without an answer there is no preview of a text, which no save depends on. */
  async ask(settings: RawSettings): Promise<void> {
    const round = this.#answers.about(settings);
    const told = await Promise.all(
      textLanguages.map(async (language) => {
        const answer = await round.of(language);
        return [language, answer.ok ? answer.body : undefined] as const;
      }),
    );
    if (!this.#answers.isLatest(round)) return;
    this.#samples = Object.fromEntries(told);
    this.#host.requestUpdate();
  }
}
