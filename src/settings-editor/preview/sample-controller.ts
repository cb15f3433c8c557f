import type { ReactiveControllerHost } from 'lit';
import { isRecord } from '../../contract/json.js';
import { type RawSettings, textLanguages } from '../../contract/merchant-settings.js';
import type { SettingsPreview } from '../../contract/settings-protocol.js';
import type { PreviewAnswers, PreviewBatch } from './answers.js';
import type { TextSample } from '../views/text-sample.js';

const textIn = (settings: RawSettings, key: string, language: string): unknown => {
  const texts = settings[key];
  return isRecord(texts) ? texts[language] : undefined;
};
const hasText = (settings: RawSettings, language: string): boolean =>
  ['ssoTermText', 'ssoOptInText'].some((key) => {
    const text = textIn(settings, key, language);
    return typeof text === 'string' && text.trim() !== '';
  });

/** Has the server say what readers will see of the merchant's texts: it alone sanitises them. */
export class SampleController {
  #asked?: PreviewBatch;
  /** Language → what was asked about, and the answer, if there was one. */
  #told: Partial<Record<string, { settings: RawSettings; preview: Partial<SettingsPreview> | undefined }>> = {};
  readonly #host: ReactiveControllerHost;
  readonly #answers: PreviewAnswers;

  constructor(host: ReactiveControllerHost, answers: PreviewAnswers) {
    this.#host = host;
    this.#answers = answers;
  }

  /** What readers will see of a text. While it is not known of this very one, that of another one is no answer. */
  readonly sampleFor = (key: string, language: string, text: string): TextSample => {
    const told = this.#told[language];
    if (!told || textIn(told.settings, key, language) !== text) return undefined;
    const tree = told.preview?.[key === 'ssoTermText' ? 'terms' : 'optIn'];
    return Array.isArray(tree) ? tree : null;
  };

  /**
   * Asks anew, where there is a text and other settings than before. Without an answer there is no preview of a text,
   * which no save depends on.
   */
  async refresh(settings: RawSettings): Promise<void> {
    const written = textLanguages.filter((language) => hasText(settings, language));
    if (!written.length) return;
    const round = this.#answers.batchFor(settings);
    if (round === this.#asked) return;
    this.#asked = round;
    const told = await Promise.all(
      written.map(async (language) => {
        const answer = await round.preview(language);
        return [language, { settings, preview: answer.ok ? answer.body : undefined }] as const;
      }),
    );
    if (!this.#answers.isLatest(round)) return;
    this.#told = Object.fromEntries(told);
    this.#host.requestUpdate();
  }
}
