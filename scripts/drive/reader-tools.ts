import type { Texts } from '../../demo/texts/language.js';
import type { Demo } from './start-demo.js';
import type { FormDriver } from './form-driver.js';

/** What a reader works a form with. */
export interface ReaderTools {
  driver: FormDriver;
  /** A text in the page's language. */
  t(texts: Texts): string;
  demo: Demo;
}
