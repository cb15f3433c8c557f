import type { ReactiveControllerHost } from 'lit';
import type { Problem } from '../../contract/answer.js';
import { loadTexts } from '../../locales/localize.js';
import type { ScreenName } from '../../flow/routes.js';
import type { LazyScreens, ScreenTemplates } from '../../screens/screen-templates.js';

/** Loads what lies beyond the first screen: the screens and styles of later steps, and their texts in the page's language. */
export class LazyScreensController {
  /** Why the last try failed, if it did. */
  failure?: Problem | undefined;
  /** The texts of problems and faults, once they are here. */
  texts: Partial<Pick<LazyScreens, 'problemText' | 'faultText' | 'back' | 'analyticsName'>> = {};
  /** The screens that are here. */
  readonly templates: Partial<ScreenTemplates>;
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #import: (name: ScreenName) => Promise<LazyScreens>;
  /** Loaded, or on their way. */
  readonly #begun = new Set<ScreenName>();

  /**
   * @param templates the screens that come with the entry
   * @param load loads the later ones
   */
  constructor(
    host: ReactiveControllerHost & HTMLElement,
    templates: Partial<ScreenTemplates>,
    load: (name: ScreenName) => Promise<LazyScreens>,
  ) {
    this.#host = host;
    this.templates = { ...templates };
    this.#import = load;
  }

  /** Loads what a screen needs, unless that is done or under way. After a failure it tries again. Never throws; see `failure`. */
  load = (name: ScreenName): void => {
    if (this.#begun.has(name)) return;
    this.#begun.add(name);
    this.failure = undefined;
    Promise.all([this.#import(name), loadTexts('steps')])
      .then(
        ([{ templates, styles, ...texts }]) => {
          Object.assign(this.templates, templates);
          this.texts = texts;
          const sheets = this.#host.shadowRoot?.adoptedStyleSheets;
          if (styles.styleSheet && !sheets?.includes(styles.styleSheet)) sheets?.push(styles.styleSheet);
        },
        () => {
          this.#begun.delete(name);
          this.failure = { kind: 'problem', code: 'chunk-failed' };
        },
      )
      .finally(() => this.#host.requestUpdate());
  };
}
