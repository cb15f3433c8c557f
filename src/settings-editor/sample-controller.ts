import type { ReactiveControllerHost } from 'lit';
import type { RichText } from '../contract/rich-text.js';
import { isRecord } from '../contract/json.js';
import { type RawSettings, textLanguages } from '../contract/merchant-settings.js';
import type { SettingsPreview } from '../contract/settings-protocol.js';
import type { PreviewAnswers, Round } from './preview-answers.js';

const hasText = (settings: RawSettings, language: string): boolean =>
  ['ssoTermText', 'ssoOptInText'].some((key) => {
    const texts = settings[key];
    const text = isRecord(texts) ? texts[language] : undefined;
    return typeof text === 'string' && text.trim() !== '';
  });

/** Has the server say what readers will see of the merchant's texts: it alone sanitises them. */
export class SampleController {
  #asked?: Round;
  #samples: Partial<Record<string, SettingsPreview>> = {};
  readonly #host: ReactiveControllerHost;
  readonly #answers: PreviewAnswers;

  constructor(host: ReactiveControllerHost, answers: PreviewAnswers) {
    this.#host = host;
    this.#answers = answers;
  }

  readonly of = (key: string, language: string): RichText | undefined =>
    this.#samples[language]?.[key === 'ssoTermText' ? 'terms' : 'optIn'];

  /**
   * Asks anew, where there is a text and other settings than before. Without an answer there is no preview of a text,
   * which no save depends on.
   */
  async ask(settings: RawSettings): Promise<void> {
    const written = textLanguages.filter((language) => hasText(settings, language));
    if (!written.length) return;
    const round = this.#answers.about(settings);
    if (round === this.#asked) return;
    this.#asked = round;
    const told = await Promise.all(
      written.map(async (language) => {
        const answer = await round.of(language);
        return [language, answer.ok ? answer.body : undefined] as const;
      }),
    );
    if (!this.#answers.isLatest(round)) return;
    this.#samples = Object.fromEntries(told);
    this.#host.requestUpdate();
  }
}
