import type { CallField, Flow, Values } from '../../flow/flow.js';
import type { Process } from '../../contract/names.js';
import type { CaptchaPlace, RenderContext } from '../../parts/render-context.js';
import type { ScreenTools } from '../../parts/screen-tools.js';
import { SsoCaptchaEvent } from '../events/captcha-event.js';
import { slottedToken } from './captcha-token.js';

/** The element as the captcha needs it. */
export interface CaptchaHost extends HTMLElement {
  /** Set by the page. */
  readonly getCaptcha?: (() => string | undefined | Promise<string | undefined>) | undefined;
  readonly updateComplete: Promise<boolean>;
}

/**
 * Returns what draws the slot of the captcha where one is needed: in every first form where the settings say `always`, else from the
 * problem `captcha-required` on until the step changes. What the page put there is read when the form is submitted.
 */
export function captchaPlace({ html, nothing, msg }: ScreenTools, host: CaptchaHost): CaptchaPlace {
  const root = host.shadowRoot as ShadowRoot;
  /** The screen that was asked for one. */
  let asked: object | undefined;
  /** The screen that has the place. */
  let shown: object | undefined;
  let isForm = false;
  let isBusy = false;
  let process: Process;
  let settings: NonNullable<RenderContext['settings']>['captcha'];
  /** Read for the next submit, where that had to wait for the page. */
  let ready: { token: string | undefined } | undefined;
  let isWaiting = false;
  let isSent = false;

  const fire = (used: boolean) =>
    settings && host.dispatchEvent(new SsoCaptchaEvent(process, used, settings.provider, settings.siteKey));

  /** The page's own token counts before that in the slot. A page that fails has none: the gateway then asks again. */
  async function read(): Promise<string | undefined> {
    try {
      return (await host.getCaptcha?.()) || slot();
    } catch (error) {
      console.error('sso-elements: getCaptcha failed; see docs/captcha.md.', host, error);
      return slot();
    }
  }
  /** Whether a form has the place for itself. */
  const isIn = (form: EventTarget | null) => isForm && !!(form as Element).querySelector('[part=captcha]');
  const slot = () => slottedToken(root.querySelector('slot[name=captcha]'));

  // Before the element reads the form. What the page returns later is waited for; then the form is submitted again.
  root.addEventListener(
    'submit',
    (event) => {
      if (!isIn(event.target) || isBusy || !host.getCaptcha || ready) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (isWaiting) return;
      isWaiting = true;
      const form = event.target as HTMLFormElement;
      const { submitter } = event as SubmitEvent;
      void read().then((token) =>
        // A form that is still firing this event ignores a request to submit it.
        setTimeout(() => {
          isWaiting = false;
          ready = { token };
          if (form.isConnected) form.requestSubmit(submitter?.isConnected ? submitter : null);
          ready = undefined;
        }),
      );
    },
    true,
  );
  root.addEventListener('formdata', (event) => {
    if (!isIn(event.target)) return;
    const token = ready ? ready.token : slot();
    if (token) (event as FormDataEvent).formData.set('captcha' satisfies CallField, token);
    isSent = !!token;
  });
  // An answer came: whatever it says, the token has been used.
  for (const type of ['sso-problem', 'sso-step'])
    host.addEventListener(type, ({ target }) => {
      if (isSent && target === host) fire(true);
      isSent = false;
    });

  const draw = (ui: RenderContext, flow: Flow) => {
    if (!ui.problemText) {
      // The page may not see a text in the wrong language.
      ui.loadTexts();
      return nothing;
    }
    if (shown !== flow.screen) {
      shown = flow.screen;
      void host.updateComplete.then(() => fire(false));
    }
    const id = `captcha-${ui.uid}`;
    return html`<div part="captcha" role="group" aria-labelledby=${id}>
      <p part="text" id=${id}>${msg('Confirm that you are human.', { id: 'captcha.label' })}</p>
      <slot name="captcha"></slot>
    </div>`;
  };

  return {
    draw(ui, resends) {
      const { flow } = ui;
      isForm = !resends;
      isBusy = flow.busy;
      process = flow.process;
      settings = ui.settings?.captcha;
      if (flow.problem?.code === 'captcha-required') asked = flow.screen;
      if (settings && (asked === flow.screen || (isForm && settings.when === 'always'))) return draw(ui, flow);
      shown = undefined;
      return nothing;
    },
    async values(): Promise<Values> {
      const captcha = shown && (await read());
      isSent = !!captcha;
      return captcha ? { captcha } : {};
    },
  };
}
