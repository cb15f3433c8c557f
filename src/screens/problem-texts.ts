import type { Problem } from '../contract/answer.js';
import type { ScreenTools } from '../parts/screen-tools.js';
import { problemActions } from '../parts/problem-actions.js';
import { remainingSeconds } from '../parts/countdown.js';
import type { RenderContext } from '../parts/render-context.js';

const seen = new WeakSet<Problem>();
/** Loads the settings again where the captcha is not there yet: they were loaded before it was set up, or not at all. Once for each such problem. */
function askAgain(problem: Problem, { captcha, reload }: RenderContext): void {
  if (captcha || seen.has(problem)) return;
  seen.add(problem);
  void reload();
}

/** Returns the texts of problems at login; `undefined` where the entry has one. */
export const problemTexts = (tools: ScreenTools) => {
  const { html, msg, str, nothing } = tools;
  const { contact, offer, contactUs, forgot } = problemActions(tools);
  /** What the reader can do about a process that was not finished. */
  const again = (ui: RenderContext) =>
    ui.flow.initialProcess === 'login'
      ? msg('Sign in again.', { id: 'problem.sign-in-again' })
      : msg('Start again.', { id: 'problem.start-again' });
  return (problem: Problem, ui: RenderContext): unknown => {
    const { code, reference } = problem;
    switch (code) {
      // The entry has its text. It may stand for an account that only a new password, or the merchant, opens again.
      case 'wrong-credentials':
        return offer('', forgot(ui), contact(ui.settings?.contact));
      case 'timeout':
      case 'upstream-timeout':
        return msg('This is taking too long. Your entries are still here.', { id: 'problem.timeout' });
      case 'wrong-code':
        return msg('This code is not correct. Check it or wait for the next one.', { id: 'problem.wrong-code' });
      case 'account-inactive':
        return contactUs(
          msg('This account is not active yet. Please contact us.', { id: 'problem.account-inactive' }),
          ui,
        );
      case 'account-deactivated':
        return contactUs(
          msg('This account has been deactivated. Please contact us.', { id: 'problem.account-deactivated' }),
          ui,
        );
      case 'account-blocked':
        return offer(
          msg('This account is blocked until you choose a new password.', { id: 'problem.account-blocked' }),
          forgot(ui),
        );
      case 'username-taken':
        return msg('This user name is already taken.', { id: 'problem.username-taken' });
      case 'data-missing':
      case 'name-missing':
      case 'username-missing':
      case 'email-missing':
      case 'invalid-data':
      case 'invalid-request':
        return msg('Some details are missing or not correct. Check your entries.', { id: 'problem.data' });
      case 'third-party-refused':
        return msg('Signing in with this provider did not work. Use your e-mail address and password.', {
          id: 'problem.third-party-refused',
        });
      case 'unknown-account':
        return offer(
          msg('We cannot find an account with this e-mail address or user name.', { id: 'problem.unknown-account' }),
          ui.flow.initialProcess === 'registration'
            ? nothing
            : ui.link('register', msg('Register', { id: 'login.register' })),
        );
      case 'flow-expired':
        return html`${msg('The time for this step is up.', { id: 'problem.flow-expired' })} ${again(ui)}`;
      case 'flow-used':
        return html`${msg('You have already completed this step.', { id: 'problem.flow-used' })} ${again(ui)}`;
      case 'flow-exhausted':
        return html`${msg('Too many wrong codes.', { id: 'problem.flow-exhausted' })} ${again(ui)}`;
      case 'flow-unknown':
      case 'flow-order':
      case 'removal-refused':
      case 'signed-out':
        return html`${msg('We cannot continue from here.', { id: 'problem.flow-lost' })} ${again(ui)}`;
      case 'session-unknown':
        return msg('This device is already signed out. Choose a different one.', { id: 'problem.session-unknown' });
      case 'locked':
      case 'rate-limited': {
        const seconds = remainingSeconds(problem, problem.retryAfter ?? 0, ui);
        return html`${msg('Too many attempts.', { id: 'problem.limited' })}
          <span role="timer" aria-live="off">
            ${seconds ? msg(str`You can try again in ${seconds}\u00a0s.`, { id: 'problem.limited-wait' }) : nothing}</span
          >
          <span role="status">
            ${seconds ? nothing : msg('You can try again now.', { id: 'problem.limited-over' })}</span
          >`;
      }
      case 'password-unchecked':
        return msg('We cannot check your new password at the moment. Try again shortly. Your entries are still here.', {
          id: 'problem.password-unchecked',
        });
      case 'captcha-required':
        askAgain(problem, ui);
        return msg('Confirm below that you are human, then try again. Your entries are still here.', {
          id: 'problem.captcha-required',
        });
      case 'captcha-unavailable':
        return msg('We cannot check at the moment whether you are human. Your entries are still here.', {
          id: 'problem.captcha-unavailable',
        });
      case 'protocol-unknown':
        return msg('This page is out of date. Reload it, then enter your details again.', { id: 'problem.outdated' });
      default:
        return reference
          ? msg(str`That did not work. Your entries are still here. (Reference: ${reference})`, {
              id: 'problem.reference',
            })
          : undefined;
    }
  };
};
