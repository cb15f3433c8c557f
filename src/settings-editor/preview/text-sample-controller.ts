import type { ReactiveControllerHost } from 'lit';
import { isRecord } from '../../contract/json.js';
import { type RawSettings, textLanguages } from '../../contract/merchant-settings.js';
import type { SettingsPreview } from '../../contract/settings-protocol.js';
import type { PreviewAnswers, PreviewBatch } from './preview-answers.js';
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

/** Fetches what readers see of the merchant's texts: only the server sanitises them. */
export class SampleController {
  #batch?: PreviewBatch;
  /** Language → the settings that were sent, and the preview if there was one. */
  #received: Partial<Record<string, { settings: RawSettings; preview: Partial<SettingsPreview> | undefined }>> = {};
  readonly #host: ReactiveControllerHost;
  readonly #answers: PreviewAnswers;

  constructor(host: ReactiveControllerHost, answers: PreviewAnswers) {
    this.#host = host;
    this.#answers = answers;
  }

  /** The sample of exactly this text; that of an earlier one is not used. */
  readonly sampleFor = (key: string, language: string, text: string): TextSample => {
    const received = this.#received[language];
    if (!received || textIn(received.settings, key, language) !== text) return undefined;
    const tree = received.preview?.[key === 'ssoTermText' ? 'terms' : 'optIn'];
    return Array.isArray(tree) ? tree : null;
  };

  /**
   * Fetches again if there is a text and the settings have changed. A failure only leaves the sample out: no save depends on
   * it.
   */
  async refresh(settings: RawSettings): Promise<void> {
    const written = textLanguages.filter((language) => hasText(settings, language));
    if (!written.length) return;
    const batch = this.#answers.batchFor(settings);
    if (batch === this.#batch) return;
    this.#batch = batch;
    const received = await Promise.all(
      written.map(async (language) => {
        const answer = await batch.preview(language);
        return [language, { settings, preview: answer.ok ? answer.body : undefined }] as const;
      }),
    );
    if (!this.#answers.isLatest(batch)) return;
    this.#received = Object.fromEntries(received);
    this.#host.requestUpdate();
  }
}
