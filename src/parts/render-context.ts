import type { Problem } from '../contract/answer.js';
import type { FieldFault } from '../contract/names.js';
import type { PublicSettings } from '../contract/public-settings-schema.js';
import type { Flow, Values } from '../flow/flow.js';

/** Field name → what is wrong with what was typed. */
export type Faults = Record<string, FieldFault | undefined>;

/** What a screen is drawn with, beside its own data. */
export interface RenderContext {
  flow: Flow;
  faults: Faults;
  /** Absent until they are loaded and validated. */
  settings?: PublicSettings | undefined;
  /** Makes ids unique for each instance on the page. */
  uid: number;
  /** Whom the flow is for: as typed, or as the page gave it. */
  email?: string | undefined;
  submit: (event: SubmitEvent) => void;
  /** Looks at a field again that was in error. */
  recheck: (event: Event) => void;
  /** Something is to be shown whose texts are not here yet. */
  loadTexts: () => void;
  /** The texts that came with later steps; `undefined`: the entry has one. */
  problemText?: ((problem: Problem, ui: RenderContext) => unknown) | undefined;
  faultText?: ((fault: FieldFault, name: string, label: string) => string | undefined) | undefined;
  /** The ways back of a process other than login; absent, or `undefined`: back to the sign-in. */
  back?: ((ui: RenderContext) => unknown) | undefined;
  /** ISO 639-1. */
  language: string;
  /** Draws again after so many milliseconds. */
  redrawIn: (ms: number) => void;
  /** Leads to another process. */
  link: (to: 'login' | 'register' | 'account-connect' | 'password-forgotten', text: string) => unknown;
  /** Whether a screen is still the one that is shown. */
  isShown: (screen: object) => boolean;
  /** Fills in what came by another way than the keyboard, and submits. */
  fill: (values: Values) => void;
  /** Submits again what did not come from the form: Google's token, the wish for another code. */
  retry?: (() => void) | undefined;
  /** Asks for another code. */
  resend: () => void;
  /** Begins the process anew. */
  restart: () => void;
  /** Asks for the settings again. */
  reload: () => Promise<unknown>;
}
