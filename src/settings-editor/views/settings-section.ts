import { html, nothing, type TemplateResult } from 'lit';
import type { Section } from '../../contract/merchant-settings.js';
import type { Words } from '../words/words.js';

/** A group of settings below its heading. */
export function settingsSection(
  words: Words,
  section: Section | 'unsupported' | 'unknown',
  content: unknown,
): TemplateResult {
  const help = words.of(`section.${section}.help`);
  return html`<section part="section" aria-labelledby="section-${section}">
    <h3 id="section-${section}">${words(`section.${section}`)}</h3>
    ${help ? html`<p part="text">${help}</p>` : nothing} ${content}
  </section>`;
}
