/** How the preview is shown: which element, in which language, how wide, in which colours. */
import { type TextLanguage, textLanguages } from '../../contract/merchant-settings.js';
import { languageAround } from '../words/language-controller.js';
import type { PreviewSlot } from './preview-slot.js';

export const widths = ['full', 'phone'] as const;
export const schemes = ['page', 'light', 'dark'] as const;
/** Elements of which the preview shows one at a time. */
export const previewTags = [
  'sso-login',
  'sso-register',
  'sso-account-connect',
  'sso-password-forgotten',
  'sso-auth',
  'sso-consents',
] as const;
type PreviewTag = (typeof previewTags)[number];
/** What has been chosen anew. */
export type PreviewChange = Partial<Readonly<Pick<PreviewChoice, 'width' | 'scheme' | 'language' | 'process'>>>;

export class PreviewChoice {
  width: (typeof widths)[number] = 'full';
  scheme: (typeof schemes)[number] = 'page';
  #language?: TextLanguage;
  #process?: PreviewTag;
  readonly #slot: PreviewSlot;

  constructor(slot: PreviewSlot) {
    this.#slot = slot;
  }

  /** The chosen language, else that of the page around the elements. */
  get language(): TextLanguage {
    const around = languageAround(this.#slot.roots[0]);
    return this.#language ?? textLanguages.find((each) => each === around) ?? 'en';
  }

  /** The elements that the page has slotted. */
  get offered(): readonly PreviewTag[] {
    return previewTags.filter((each) => this.#slot.elements.some(({ localName }) => localName === each));
  }

  get process(): PreviewTag | undefined {
    const { offered } = this;
    return offered.find((each) => each === this.#process) ?? offered[0];
  }

  apply({ width, scheme, language, process }: PreviewChange): void {
    this.width = width ?? this.width;
    this.scheme = scheme ?? this.scheme;
    if (process) this.#process = process;
    if (language) {
      this.#language = language;
      for (const root of this.#slot.roots) root.lang = language;
    }
    this.hideOthers();
  }

  /** Hides the elements that are not chosen; those of other kinds stay visible. */
  hideOthers(): void {
    const { process, offered } = this;
    for (const element of this.#slot.elements)
      if (offered.some((each) => each === element.localName)) element.hidden = element.localName !== process;
  }
}
