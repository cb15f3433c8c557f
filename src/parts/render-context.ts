import type { Problem } from '../contract/answer.js';
import type { FieldFault } from '../contract/names.js';
import type { PublicSettings } from '../contract/public-settings-schema.js';
import type { Flow, Values } from '../flow/flow.js';

/** What is wrong with what was typed; `incomplete`: a code that is not whole, which nobody but the form finds. */
export type TypedFault = FieldFault | 'incomplete';
/** Field name → what is wrong with it. */
export type Faults = Record<string, TypedFault | undefined>;

/** Where a page shows a captcha. */
export interface CaptchaPlace {
  /** Draws its slot, where one is needed. `resends`: it is for another code, and not for the form. */
  draw: (ui: RenderContext, resends?: boolean) => unknown;
  /** What goes along with what the form does not submit. Never rejects. */
  values: () => Promise<Values>;
}

/** What a screen is drawn with, beside its own data: state, and the actions that it can take. */
export interface RenderContext {
  flow: Flow;
  faults: Faults;
  /** Absent until they are loaded. */
  settings?: PublicSettings | undefined;
  /** Draws the box "Stay signed in"; absent where the settings offer none, and until it is loaded. */
  stayBox?: ((ui: RenderContext) => unknown) | undefined;
  /** The captcha; absent where the settings have none, and until it is loaded. */
  captcha?: CaptchaPlace | undefined;
  /** Number of the element on its page: makes ids unique. */
  uid: number;
  /** The identifier of the flow: as typed, or the attribute `email`. */
  email?: string | undefined;
  submit: (event: SubmitEvent) => void;
  /** Checks a field in error again. */
  recheck: (event: Event) => void;
  /** Loads the texts of later screens, and draws again. */
  loadTexts: () => void;
  /** The texts that came with later screens; they return `undefined` where the entry has one. */
  problemText?: ((problem: Problem, ui: RenderContext) => unknown) | undefined;
  faultText?: ((fault: TypedFault, name: string, label: string) => string | undefined) | undefined;
  /** The links back in a process other than login; absent, or returning `undefined`: back to the sign-in. */
  back?: ((ui: RenderContext) => unknown) | undefined;
  /** ISO 639-1 code. */
  language: string;
  /** Draws again after so many milliseconds. */
  redrawIn: (ms: number) => void;
  /** Returns a link to another process. */
  link: (to: 'login' | 'register' | 'account-connect' | 'password-forgotten', text: string) => unknown;
  /** Returns whether a screen is still the one shown. */
  isShown: (screen: object) => boolean;
  /** Fills in values that were not typed, and submits the form. */
  fill: (values: Values) => void;
  /** Submits again what did not come from the form: Google's token, a request for another code. */
  retry?: (() => void) | undefined;
  /** Requests another code. `values`: what goes along. */
  resend: (values: Values) => void;
  /** Starts the process again. */
  restart: () => void;
  /** Loads the settings again. Never rejects. */
  reload: () => Promise<unknown>;
}
