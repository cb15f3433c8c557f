import type { Kit } from '../parts/kit.js';
import { stepParts } from '../parts/step.js';
import type { Ui } from '../parts/ui.js';
import { remaining } from '../parts/remaining.js';
import type { Views } from './views.js';

interface OtpOptions extends CredentialRequestOptions {
  otp: { transport: ['sms'] };
}
const listened = new WeakSet<object>();
/** The browser's dialog for the code before: another code has been asked for since. */
let former: AbortController | undefined;

/** WebOTP, where it exists: the browser offers the code of the SMS (https://wicg.github.io/web-otp/). */
function listen(screen: object, ui: Ui): void {
  if (listened.has(screen) || !('OTPCredential' in window)) return;
  listened.add(screen);
  former?.abort();
  former = new AbortController();
  const signal = AbortSignal.any([former.signal, AbortSignal.timeout(300_000)]);
  const options: OtpOptions = { otp: { transport: ['sms'] }, signal };
  navigator.credentials.get(options).then(
    (credential) => {
      const { code } = (credential ?? {}) as { code?: string };
      if (code && ui.shows(screen)) ui.fill({ code });
    },
    () => undefined, // Declined, or no SMS came: the field is still there.
  );
}

/** The code that was sent: typed, pasted, filled from an SMS; or the link of the mail. */
export const verify = (kit: Kit): Views<'verify' | 'confirm-link'> => {
  const { html, nothing, msg, str, field, form, submit } = kit;
  const { code, who } = stepParts(kit);

  const sentTo = (ui: Ui, channel: 'email' | 'sms') => {
    if (channel === 'email') return msg('We have sent a code by e-mail. Please enter it here.', { id: 'verify.email' });
    return ui.flow.home === 'password-forgotten'
      ? msg('We have sent a code by SMS to the number of your account. Please enter it here.', {
          id: 'verify.stored-sms',
        })
      : msg('We have sent a code by SMS. Please enter it here.', { id: 'verify.sms' });
  };
  const restart = (ui: Ui, label: string) =>
    html`<button part="link back" type="button" @click=${ui.restart}>${label}</button>`;
  const again = (ui: Ui) => restart(ui, msg('Start again', { id: 'verify.restart' }));
  const change = (ui: Ui) =>
    ui.flow.home === 'password-forgotten'
      ? again(ui)
      : restart(ui, msg('Change the e-mail address or other details', { id: 'verify.change' }));

  return {
    verify: (screen, ui) => {
      const { asks } = screen;
      if (asks.channel === 'sms') listen(screen, ui);
      const seconds = remaining(screen, asks.resendAfter, ui);
      return form(
        ui,
        msg('Enter the code', { id: 'verify.title' }),
        html`${who(ui)}
          <p part="text">${sentTo(ui, asks.channel)}</p>
          ${code(ui)}`,
        html`${submit(ui, msg('Confirm', { id: 'verify.submit' }))}
          <div part="resend">
            <button part="link" type="button" aria-disabled=${seconds > 0} @click=${seconds > 0 ? nothing : ui.resend}>
              ${msg('Send another code', { id: 'verify.resend' })}
            </button>
            <span role="timer" aria-live="off">
              ${seconds > 0 ? msg(str`possible in ${seconds} s`, { id: 'verify.wait' }) : nothing}
            </span>
            <span part="sent" role="status">
              ${asks.sent > 1 ? msg(str`Codes sent: ${asks.sent}`, { id: 'verify.sent' }) : nothing}
            </span>
          </div>
          ${change(ui)}`,
      );
    },
    // One button, since mail scanners open links: only a press spends the code.
    'confirm-link': ({ ask }, ui) =>
      form(
        ui,
        msg('Confirm that it is you', { id: 'two-factor.title' }),
        ask
          ? html`<p part="text">
                ${msg('You opened this link on another device. Please enter the e-mail address that it was sent to.', {
                  id: 'link.ask',
                })}
              </p>
              ${field(ui, 'email', msg('E-mail', { id: 'account.email' }), { autocomplete: 'email', value: ui.email })}`
          : html`<p part="text">${msg('One click, and your e-mail address is confirmed.', { id: 'link.text' })}</p>`,
        html`${submit(ui, msg('Confirm', { id: 'verify.submit' }))}${again(ui)}`,
      ),
  };
};
