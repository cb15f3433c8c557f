import type { ReactiveControllerHost } from 'lit';
import type { RichText } from '../contract/rich-text.js';
import { type RawSettings, textLanguages } from '../contract/merchant-settings.js';
import { call } from './protocol.js';

/** What the preview answers for one language, as far as it is shown here. */
interface Preview {
  terms: RichText;
  optIn: RichText;
}

/** Has the server say what readers will see of the merchant's texts: it alone sanitises them. */
export class SampleController {
  #samples: Partial<Record<string, Preview>> = {};
  #turn = 0;
  readonly #host: ReactiveControllerHost & { endpoint: string };

  constructor(host: ReactiveControllerHost & { endpoint: string }) {
    this.#host = host;
  }

  readonly of = (key: string, language: string): RichText | undefined =>
    this.#samples[language]?.[key === 'ssoTermText' ? 'terms' : 'optIn'];

  /** Asks anew. Without an answer there is no preview of a text, which no save depends on. */
  async ask(settings: RawSettings): Promise<void> {
    const turn = ++this.#turn;
    const url = `${this.#host.endpoint}/preview`;
    const told = await Promise.all(
      textLanguages.map(async (language) => {
        const answer = await call<Preview>('POST', url, { body: { settings, language } });
        return [language, answer.ok ? answer.body : undefined] as const;
      }),
    );
    if (turn !== this.#turn) return;
    this.#samples = Object.fromEntries(told);
    this.#host.requestUpdate();
  }
}
