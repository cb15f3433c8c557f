import type { ScreenTools } from '../parts/screen-tools.js';
import { stepParts } from '../parts/step-parts.js';
import type { RenderContext } from '../parts/render-context.js';
import { remainingSeconds } from '../parts/countdown.js';
import { backLinks } from '../parts/back-links.js';
import type { ScreenTemplates } from './screen-templates.js';

interface OtpOptions extends CredentialRequestOptions {
  otp: { transport: ['sms'] };
}
const requested = new WeakSet<object>();
/** Closes the browser's dialog for the previous code when another one is requested. */
let previous: AbortController | undefined;

/** WebOTP, where it exists: the browser offers the code from the SMS (https://wicg.github.io/web-otp/). */
function requestCode(screen: object, ui: RenderContext): void {
  if (requested.has(screen) || !('OTPCredential' in window)) return;
  requested.add(screen);
  previous?.abort();
  previous = new AbortController();
  const signal = AbortSignal.any([previous.signal, AbortSignal.timeout(300_000)]);
  const options: OtpOptions = { otp: { transport: ['sms'] }, signal };
  const offered = async () => {
    const { code } = ((await navigator.credentials.get(options)) ?? {}) as { code?: string };
    if (code && ui.isShown(screen)) ui.fill({ code });
  };
  // Declined, not allowed here, or no SMS came: the field is still there.
  offered().catch(() => undefined);
}

/** Asks for the code that was sent: typed, pasted, or filled in from an SMS. */
export const verifyScreen = (tools: ScreenTools): ScreenTemplates<'verify'> => {
  const { html, nothing, msg, str, form, submit } = tools;
  const { code, identityLine } = stepParts(tools);
  const { restart } = backLinks(tools);

  const sentTo = (ui: RenderContext, channel: 'email' | 'sms') => {
    if (channel === 'email') return msg('We sent you a code by e-mail. Enter it here.', { id: 'verify.email' });
    return ui.flow.initialProcess === 'password-forgotten'
      ? msg('We sent a code by text message to the mobile number of your account. Enter it here.', {
          id: 'verify.stored-sms',
        })
      : msg('We sent you a code by text message. Enter it here.', { id: 'verify.sms' });
  };
  const changeDetails = (ui: RenderContext) =>
    ui.flow.initialProcess === 'password-forgotten'
      ? restart(ui)
      : restart(ui, msg('Change your details', { id: 'verify.change' }));

  return {
    verify: (screen, ui) => {
      const { asks } = screen;
      if (asks.channel === 'sms') requestCode(screen, ui);
      const again = async () => ui.resend((await ui.captcha?.values()) ?? {});
      const seconds = remainingSeconds(screen, asks.resendAfter, ui);
      return form(
        ui,
        msg('Enter the code', { id: 'verify.title' }),
        html`${identityLine(ui)}
          <p part="text">${sentTo(ui, asks.channel)}</p>
          ${code(ui, asks)}`,
        html`${submit(ui, msg('Confirm', { id: 'verify.submit' }))} ${ui.captcha?.draw(ui, true)}
          <div part="resend">
            <button part="link" type="button" aria-disabled=${seconds > 0} @click=${seconds > 0 ? nothing : again}>
              ${msg('Send a new code', { id: 'verify.resend' })}
            </button>
            <span role="timer" aria-live="off">
              ${seconds > 0 ? msg(str`(in ${seconds}\u00a0s)`, { id: 'verify.wait' }) : nothing}
            </span>
            <span part="sent" role="status">
              ${asks.sent > 1 ? msg(str`Codes sent: ${asks.sent}`, { id: 'verify.sent' }) : nothing}
            </span>
          </div>
          ${changeDetails(ui)}`,
      );
    },
  };
};
