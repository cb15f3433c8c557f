/** What editors say about parts, states, custom properties, slots and events. */
import type { ScreenName } from '../../../src/flow/routes.js';
import type { Tag } from './elements.js';

type Texts<K extends string = string> = Readonly<Record<K, string>>;

/** Parts of the elements with a form. */
const formParts: Texts = {
  form: 'The form of a step.',
  title: 'The heading of a step.',
  subtitle: 'A heading within a step.',
  text: 'An explanation.',
  problem: 'The alert with what went wrong.',
  'problem-text': 'The text of the alert.',
  field: 'A label with its control and error.',
  label: 'The label of a field.',
  control: 'An input with what stands in it.',
  input: 'A native input or select.',
  error: 'What is wrong with a field.',
  toggle: 'The button that shows the password.',
  'password-note': 'The line below a password that is to be chosen.',
  hint: 'The rule of that password.',
  strength: 'How hard it is to guess.',
  icon: 'The picture on that button.',
  slash: 'The stroke through the picture while the password is shown.',
  button: 'Every button that does not look like a link.',
  submit: 'The button that submits a step.',
  retry: 'The button that tries again.',
  end: 'The button that ends a session.',
  links: 'The links below a form.',
  link: 'A link, or a button that looks like one.',
  back: 'The link back to the first screen.',
  contact: 'The link to the merchant’s contact.',
  offers: 'What is offered beside the text of a problem.',
  identity: 'Whom a later step is for.',
  username: 'The user name for password managers; not shown.',
  terms: 'The terms to accept.',
  'terms-notice': 'The terms that submitting accepts.',
  'opt-in': 'The box of the advertising consent, with its text.',
  'opt-in-text': 'The wording of the advertising consent.',
  captcha: 'What the page’s captcha stands in, with a text.',
  stay: 'The box “Stay signed in”, with its text.',
  box: 'A box itself.',
  resend: 'The button for another code, with its countdown.',
  sent: 'How many codes were sent.',
  'qr-code': 'The image for an authenticator app.',
  key: 'The key of the authenticator app, as text.',
  sessions: 'The list of devices at the session limit.',
  session: 'One of the devices.',
  'session-device': 'Its browser and system.',
  'session-time': 'When it signed in.',
  notice: 'A screen without a form.',
  loading: 'Shown while something loads.',
  tabs: 'The links between the processes.',
  tab: 'One of them; the current one has `aria-current`.',
};

const sessionParts: Texts = {
  name: 'The customer’s name.',
  status: 'The confirmation after signing out here; else empty.',
  button: 'The button that signs out.',
  problem: 'The alert after a sign-out that failed.',
  'problem-text': 'The text of the alert.',
  retry: 'The button that tries again.',
};

const consentsParts: Texts = {
  consents: 'All of it.',
  title: 'The heading.',
  note: 'What has changed without the reader’s doing; else empty.',
  text: 'An explanation.',
  loading: 'Shown while something loads.',
  channels: 'The list of channels.',
  channel: 'One of them.',
  subtitle: 'Its name.',
  status: 'What has become of what the reader has just chosen; else empty.',
  state: 'What is stored, and since when.',
  facts: 'The version, or that its wording is not known.',
  pending: 'That a choice is not stored yet.',
  wording: 'What the reader has agreed to.',
  'opt-in-text': 'A wording of the advertising consent.',
  offer: 'Where a consent can be given.',
  form: 'The form in it.',
  'opt-in': 'The box of the advertising consent, with its text.',
  box: 'The box itself.',
  error: 'That the box has no tick.',
  problem: 'The alert with what went wrong.',
  'problem-text': 'The text of the alert.',
  button: 'Every button.',
  withdraw: 'The button that withdraws a consent.',
  give: 'The button that gives one.',
  retry: 'The button that loads again.',
  link: 'The link to sign in.',
};

/** Parts of the settings form that keep their names; its other parts are its own. */
export const settingsParts: Texts = {
  title: 'The heading.',
  section: 'A group of settings.',
  setting: 'A setting that is read.',
  field: 'A setting that is edited.',
  notice: 'What is odd about the settings.',
  history: 'Who has changed which settings, and when.',
  versions: 'The list of versions.',
  problem: 'A failure.',
  error: 'What is wrong with a setting.',
  warning: 'What is doubtful about a setting.',
  sample: 'A text as readers will see it.',
  submit: 'The button that saves.',
  dialog: 'A question.',
  preview: 'The panel beside the form, or below it where there is no room.',
  'preview-choices': 'What is shown in the preview, and how.',
  'preview-status': 'What the preview has to say.',
  'preview-page': 'The page in which the elements stand.',
};

export const partTexts = (tag: Tag): Texts =>
  ({ 'sso-settings': settingsParts, 'sso-session': sessionParts, 'sso-consents': consentsParts })[tag as string] ??
  formParts;

const screenTexts: Readonly<Partial<Record<ScreenName, string>>> = {
  credentials: 'The form of sign-in is shown.',
  register: 'The form of registration is shown.',
  identify: 'The form of account connect is shown.',
  address: 'The form of password forgotten is shown.',
  verify: 'The form for the code that was sent is shown.',
  'confirm-link': 'The question before a link from an e-mail is used is shown.',
  'two-factor': 'The form for the code of two-factor sign-in is shown.',
  'add-two-factor': 'The set-up of two-factor sign-in is shown.',
  'additional-data': 'The form for missing data is shown.',
  'reset-password': 'The form for a new password is shown.',
  'change-email': 'The notice that the account needs an e-mail address is shown.',
  'session-limit': 'The list of devices at the session limit is shown.',
  unavailable: 'The notice that the process cannot be offered is shown.',
  done: 'The reader is signed in.',
};
/** What the state of a screen means. */
export const screenText = (name: ScreenName): string => screenTexts[name] ?? `The step \`${name}\` is shown.`;

const formStates: Texts = { busy: 'A call is under way.', problem: 'The last call failed.' };
const consentsStates: Texts = {
  loading: 'It is not known yet what is stored.',
  'signed-out': 'Nobody is signed in.',
  consents: 'The consents are shown.',
  problem: 'They could not be loaded.',
  busy: 'A call is under way.',
};
export const otherStates = (tag: Tag): Texts =>
  tag === 'sso-settings'
    ? { preview: 'There is a preview.' }
    : tag === 'sso-session'
      ? { 'signed-in': 'Somebody is signed in.' }
      : tag === 'sso-consents'
        ? consentsStates
        : formStates;

export const propertyTexts: Texts<`--sso-${string}`> = {
  '--sso-width': 'The greatest width of the form.',
  '--sso-font': 'The font of all text, as the shorthand `font`.',
  '--sso-text': 'Colour of text.',
  '--sso-muted': 'Colour of secondary text.',
  '--sso-accent': 'Colour of the submit button, links and focus.',
  '--sso-on-accent': 'Colour of text on the accent.',
  '--sso-line': 'Colour of borders.',
  '--sso-field': 'Background of inputs.',
  '--sso-error': 'Colour of errors.',
  '--sso-problem': 'Background of the alert.',
  '--sso-gap': 'Distance between fields.',
  '--sso-paper': 'Background of what the settings form shows above the page.',
  '--sso-radius': 'Rounding of corners.',
};

export const slotTexts: Texts = {
  captcha: 'The page’s captcha, shown where the gateway asks for one.',
  google: 'Google’s button, which the element puts there if the settings offer it.',
  'signed-in': 'What signed-in readers see, in place of their name and the button.',
  'signed-out': 'What everybody else sees.',
  preview: 'The elements that readers are shown; they follow the unsaved settings.',
};

/** Event → its class, and when it is fired. */
const formEvents: Readonly<Record<string, readonly [string, string]>> = {
  'sso-ready': ['SsoReadyEvent', 'The first screen is shown and ready.'],
  'sso-step': ['SsoStepEvent', 'A step is shown.'],
  'sso-submit': ['SsoSubmitEvent', 'The reader submits a step.'],
  'sso-problem': ['SsoProblemEvent', 'A step fails.'],
  'sso-success': ['SsoSuccessEvent', 'The reader is signed in; the form has left the page.'],
  'sso-captcha': ['SsoCaptchaEvent', 'The slot `captcha` is shown, or the token in it was used.'],
  'sso-navigate': ['SsoNavigateEvent', 'The element is about to leave the page or the process; cancelable.'],
};
export const eventsOf = (tag: Tag): typeof formEvents =>
  tag === 'sso-settings'
    ? { 'sso-settings-saved': ['SsoSettingsSavedEvent', 'Settings were saved, or a change was undone.'] }
    : tag === 'sso-session'
      ? {
          'sso-session': ['SsoSessionEvent', 'Whether somebody is signed in becomes known, or changes.'],
          'sso-problem': ['SsoProblemEvent', 'Signing out failed.'],
        }
      : tag === 'sso-consents'
        ? {
            'sso-consent': ['SsoConsentEvent', 'The reader has withdrawn a consent, or given one.'],
            'sso-problem': ['SsoProblemEvent', 'Loading failed, or a choice.'],
          }
        : formEvents;
