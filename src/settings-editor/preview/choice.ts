/** How the preview is looked at: which process, in which language, how wide, in which colours. */
import { type TextLanguage, textLanguages } from '../../contract/merchant-settings.js';
import type { PreviewSlot } from './slot.js';

export const widths = ['full', 'phone'] as const;
export const schemes = ['page', 'light', 'dark'] as const;
/** Elements that are shown one at a time. */
export const previewTags = [
  'sso-login',
  'sso-register',
  'sso-account-connect',
  'sso-password-forgotten',
  'sso-auth',
] as const;
type PreviewTag = (typeof previewTags)[number];
/** What somebody has chosen. */
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

  /** The one that was chosen, else that of the page where the elements are. */
  get language(): TextLanguage {
    const page = this.#slot.roots[0]?.closest<HTMLElement>('[lang]') ?? document.documentElement;
    return this.#language ?? textLanguages.find((each) => page.lang.toLowerCase().startsWith(each)) ?? 'en';
  }

  /** The processes that the page has put there. */
  get offered(): readonly PreviewTag[] {
    return previewTags.filter((each) => this.#slot.elements.some(({ localName }) => localName === each));
  }

  get process(): PreviewTag | undefined {
    const { offered } = this;
    return offered.find((each) => each === this.#process) ?? offered[0];
  }

  take({ width, scheme, language, process }: PreviewChange): void {
    this.width = width ?? this.width;
    this.scheme = scheme ?? this.scheme;
    if (process) this.#process = process;
    if (language) {
      this.#language = language;
      for (const root of this.#slot.roots) root.lang = language;
    }
    this.apply();
  }

  /** Hides what is not chosen. Elements of other kinds always stand there. */
  apply(): void {
    const { process, offered } = this;
    for (const element of this.#slot.elements)
      if (offered.some((each) => each === element.localName)) element.hidden = element.localName !== process;
  }
}
